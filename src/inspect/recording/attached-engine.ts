import type { InspectionEvent } from 'xstate';
import type { Auth } from '../../engine/index.js';
import type { Entry } from './entry.js';
import { followEngine } from './follow-engine.js';
import type { Presence } from './presence.js';
import { createSharing } from './sharing.js';

/** What a log does with what an engine tells it. */
export interface EngineListener {
  readonly isKnown: (actor: Auth['actor']) => boolean;
  readonly inspect: (event: InspectionEvent) => void;
  readonly note: (actor: Auth['actor'], label: string, fields: Entry['fields']) => void;
  readonly changed: () => void;
}

/** The engine that a log follows, however many panels ask for it, and the other tabs of it. */
export class AttachedEngine {
  readonly #share = createSharing();
  #presence: Presence | null = null;

  constructor(private readonly listener: EngineListener) {}

  /** This tab's random id. */
  get tab(): string {
    return this.#presence?.id ?? '';
  }

  /** The ids of the other tabs with an inspector. */
  get otherTabs(): readonly string[] {
    return this.#presence?.others() ?? [];
  }

  /** Follows an engine, whether or not it hands its events over by itself. */
  attach(auth: Auth): () => void {
    const { actor } = auth;
    const { isKnown, inspect, note, changed } = this.listener;
    if (!isKnown(actor))
      inspect({
        type: '@xstate.snapshot',
        rootId: actor.sessionId,
        actorRef: actor,
        event: { type: 'xstate.init' },
        snapshot: actor.getSnapshot(),
      });
    return this.#share(auth, () => {
      const { presence, stop } = followEngine(auth, {
        inspect,
        note: (label, fields) => {
          note(actor, label, fields);
        },
        changed,
      });
      this.#presence = presence;
      return stop;
    });
  }
}
