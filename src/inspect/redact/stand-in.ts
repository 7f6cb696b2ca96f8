import type { ActorRefLike, Snapshot } from 'xstate';
import type { Policies, Policy } from './policy.js';
import { nothing } from './policy.js';
import { redactDefinition } from './redact-definition.js';
import { redactSnapshot } from './redact-record.js';
import { redactName } from './redact-value.js';

/** What a sink gets in place of an actor: its names, its chart and its redacted snapshot. */
export interface StandIn extends ActorRefLike {
  readonly id: string;
  readonly sessionId: string;
  readonly src: string;
  readonly _parent: StandIn | undefined;
  readonly logic: { readonly config?: object };
  readonly getSnapshot: () => Snapshot<unknown>;
}

/** Keeps one stand-in, and the policy, for each actor. */
export class StandIns {
  readonly #standIns = new WeakMap<object, StandIn>();
  readonly #definitions = new WeakMap<object, object>();

  constructor(private readonly policies: Policies) {}

  /** The stand-in of an actor, always the same. */
  of(actor: ActorRefLike): StandIn {
    const known = this.#standIns.get(actor);
    if (known) return known;
    const { id, src, _parent: parent, logic } = partsOf(actor);
    const config = configOf(logic);
    const made: StandIn = {
      id: redactName(id),
      sessionId: redactName(actor.sessionId),
      src: typeof src === 'string' ? redactName(src) : 'inline',
      _parent: parent ? this.of(parent) : undefined,
      logic: config ? { config: this.#definitionOf(config) } : {},
      getSnapshot: () => redactSnapshot(actor.getSnapshot(), this.policyOf(actor)),
      send: () => {},
      on: () => ({ unsubscribe() {} }),
    } as StandIn;
    this.#standIns.set(actor, made);
    return made;
  }

  /** The policy of an actor: its own machine's, else that of the actor that made it. */
  policyOf(actor: ActorRefLike): Policy {
    const { _parent: parent, logic } = partsOf(actor);
    const config = configOf(logic);
    if (config) return this.policies.byConfig(config) ?? nothing;
    return parent ? this.policyOf(parent) : nothing;
  }

  #definitionOf(config: object): object {
    const known = this.#definitions.get(config) ?? redactDefinition(config);
    this.#definitions.set(config, known);
    return known;
  }
}

interface Parts {
  readonly id?: unknown;
  readonly src?: unknown;
  readonly _parent?: ActorRefLike | undefined;
  readonly logic?: unknown;
}

function partsOf(actor: ActorRefLike): Parts {
  return actor as ActorRefLike & Parts;
}

function configOf(logic: unknown): object | null {
  if (typeof logic !== 'object' || logic === null || !('config' in logic)) return null;
  const { config } = logic;
  return typeof config === 'object' && config !== null && 'root' in logic ? config : null;
}
