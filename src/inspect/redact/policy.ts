import { originalStates } from '../../machines/describe.js';
import type { MachineAllowList } from './allow-list.js';
import { ownAllowLists } from './allow-list.js';
import type { Sight } from './redact-value.js';
import { sightOf } from './redact-value.js';

/** What may be seen of one machine. */
export interface Policy {
  readonly context: Sight;
  readonly event: Sight;
  readonly actor: Sight;
  readonly params: Sight;
}

/** The policy for what nobody listed: names and types, no values. */
export const nothing: Policy = {
  context: sightOf(),
  event: sightOf(),
  actor: sightOf(),
  params: sightOf(),
};

/** The policies of several machines, found by their config or by their id. */
export interface Policies {
  /** Machines of the same states are the same machine: `.provide()` and the engine make new ones. */
  readonly byConfig: (config: unknown) => Policy | undefined;
  /** For records that have lost their config on the way. */
  readonly byId: (id: unknown) => Policy;
}

/** Makes {@link Policies} of this package's machines and a user's. */
export function policiesOf(machines: readonly MachineAllowList[] = []): Policies {
  const configs = new Map<unknown, Policy>();
  const ids = new Map<unknown, Policy>();
  for (const { machine, allow } of [...ownAllowLists, ...machines]) {
    const policy = {
      context: sightOf(allow.context),
      event: sightOf(allow.event),
      actor: sightOf(allow.actor),
      params: sightOf(allow.params),
    };
    configs.set(originalStates(machine.config), policy);
    ids.set(machine.id, policy);
  }
  return {
    byConfig: (config) => configs.get(originalStates(config)),
    byId: (id) => ids.get(id) ?? nothing,
  };
}
