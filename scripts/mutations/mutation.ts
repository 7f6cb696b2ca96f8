import type { Edge } from '../../src/testing/simulation/index.js';
import type { Patch } from '../simulation/patch.js';

/** One safeguard of the protocol, and how to take it away. */
export interface Mutation {
  readonly id: string;
  /** What the safeguard does, as the table in `docs/proof.md` says it. */
  readonly safeguard: string;
  readonly patches: readonly Patch[];
  /** Where the search for a seed that notices begins, for a safeguard that is seldom needed. Default 1. */
  readonly from?: number;
  /** What happens at the edges of the worlds in which it is needed. Default: nothing. */
  readonly edges?: readonly Edge[];
}
