import type { ActorRefLike, InspectionEvent } from 'xstate';
import { asObject } from '../redact/redact-record.js';
import type { Actors } from './actors.js';

type SnapshotEvent = Extract<InspectionEvent, { type: '@xstate.snapshot' }>;

/** A machine that throws says nothing more: whether it has is looked at once the event is over. */
export class SilentFailures {
  readonly #unanswered = new Map<
    string,
    { readonly actor: ActorRefLike; readonly event: string }
  >();

  /** `tell` gets the last snapshot of each actor that has failed. */
  constructor(
    private readonly actors: Actors,
    private readonly tell: (event: SnapshotEvent) => void,
  ) {}

  /** An actor was sent an event. */
  expect(key: string, actor: ActorRefLike, event: string): void {
    if (this.#unanswered.size === 0) queueMicrotask(this.#look);
    this.#unanswered.set(key, { actor, event });
  }

  readonly #look = (): void => {
    for (const [key, { actor, event }] of this.#unanswered) {
      const { status, error } = asObject(actor.getSnapshot());
      const record = this.actors.records.get(key);
      if (status === 'error' && record?.status === 'active')
        this.tell({
          type: '@xstate.snapshot',
          rootId: record.sessionId,
          actorRef: actor,
          event: { type: event, error },
          snapshot: actor.getSnapshot() as SnapshotEvent['snapshot'],
        });
    }
    this.#unanswered.clear();
  };
}
