import type { AnyStateMachine } from 'xstate';
import { assertMachine } from '../chart/read-chart.js';
import { describeOwn } from '../chart/read-running-chart.js';
import { mapDefinition } from './map-definition.js';

/** An action or a guard of a {@link StateJson}, by its name. */
export interface NamedJson {
  /** `inline` or `condition` for a function without a name. */
  readonly type: string;
  /** Where they are plain data. */
  readonly params?: unknown;
}

/** A transition of a {@link StateJson}. */
export interface TransitionJson {
  readonly target?: readonly string[];
  readonly guard?: NamedJson;
  readonly actions?: readonly NamedJson[];
  readonly reenter?: boolean;
  readonly description?: string;
  readonly meta?: unknown;
}

/** One transition, or the branches of one. */
export type TransitionsJson = TransitionJson | readonly TransitionJson[];

/** Something that a state of a {@link MachineJson} runs while it lasts. */
export interface InvokeJson {
  readonly id?: string;
  readonly systemId?: string;
  readonly src: string;
  readonly input?: unknown;
  readonly onDone?: TransitionsJson;
  readonly onError?: TransitionsJson;
  readonly onSnapshot?: TransitionsJson;
}

/** A state of a {@link MachineJson}. */
export interface StateJson {
  readonly id?: string;
  readonly type?: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly initial?: string | { readonly target: string; readonly actions?: readonly NamedJson[] };
  readonly history?: 'shallow' | 'deep' | boolean;
  /** Where a history state leads before there is any history. */
  readonly target?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly meta?: unknown;
  readonly output?: unknown;
  readonly entry?: readonly NamedJson[];
  readonly exit?: readonly NamedJson[];
  readonly invoke?: readonly InvokeJson[];
  readonly on?: Readonly<Record<string, TransitionsJson>>;
  /** By delay: a number of ms, or the name of one. */
  readonly after?: Readonly<Record<string, TransitionsJson>>;
  readonly always?: TransitionsJson;
  readonly onDone?: TransitionsJson;
  readonly states?: Readonly<Record<string, StateJson>>;
}

/** The definition of a machine as plain JSON: what `createMachine` takes, and Stately's editor imports. */
export interface MachineJson extends StateJson {
  readonly id: string;
  /** Where it is plain data. */
  readonly context?: unknown;
}

/**
 * The definition of any XState v5 machine as JSON, for Stately's editor or `createMachine`: states,
 * transitions, guards, actions, invokes and delays by their names. Functions cannot be written down: what
 * they did is left to `.provide()`.
 *
 * @throws TypeError (`code: 'not_a_machine'`).
 * @example
 * ```ts
 * import { toJSON } from '@moon-key/react-auth/inspect'
 * import { authMachine } from '@moon-key/react-auth/machine'
 *
 * await writeFile('auth.json', JSON.stringify(toJSON(authMachine), null, 2))
 * ```
 */
export function toJSON(machine: AnyStateMachine): MachineJson {
  assertMachine(machine);
  const described = describeOwn(machine);
  const config = mapDefinition(described.config, {
    name: String,
    data: plain,
    inlineSource: ({ id }) => (typeof id === 'string' ? id : 'inline'),
  });
  return { ...config, id: described.id };
}

/** The value, where JSON gives it back as it is. */
function plain(value: unknown): unknown {
  if (value === undefined || typeof value === 'function') return undefined;
  try {
    const text = JSON.stringify(value, (_, each: unknown) => {
      if (typeof each === 'function' || typeof each === 'bigint' || each === undefined)
        throw new TypeError('not plain');
      return each;
    });
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
