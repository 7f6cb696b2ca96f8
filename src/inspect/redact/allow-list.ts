import type { AnyStateMachine } from 'xstate';
import { authMachine, idleMachine, outboxMachine } from '../../machines/index.js';
import { isMachine } from '../xstate.js';
import type { AllowList } from './allowed-fields.js';
import { authAllowList, idleAllowList, outboxAllowList } from './own-fields.js';
import type { Rule } from '../../options/index.js';
import { listOf, must, required, shapeOf } from '../../options/index.js';

/** A machine and what may be seen of it. */
export interface MachineAllowList {
  readonly machine: AnyStateMachine;
  readonly allow: AllowList;
}

/** What may be seen of the machines of this package: the user's profile is not among it. */
export const ownAllowLists: readonly MachineAllowList[] = [
  { machine: authMachine, allow: authAllowList },
  { machine: outboxMachine, allow: outboxAllowList },
  { machine: idleMachine, allow: idleAllowList },
];

const paths = must(
  (value) => Array.isArray(value) && value.every((path) => typeof path === 'string' && path !== ''),
  'must be a list of dotted paths, such as "session.generation"',
);

/** What a user may write for `machines`. */
export const allowListsRule: Rule = listOf(
  shapeOf({
    machine: required(must(isMachine, 'must be an XState v5 machine')),
    allow: required(shapeOf({ context: paths, event: paths, actor: paths, params: paths })),
  }),
);
