import type { ActorRefLike, InspectionEvent } from 'xstate';
import type { Auth } from '../../engine/index.js';
import type { Chart, ChartTransition } from '../chart/chart.js';
import { namesOf, readEventTrigger, triggerLabel } from '../chart/read-trigger.js';
import { statesOf } from '../chart/chart.js';
import { asObject } from '../redact/redact-record.js';
import type { RedactionOptions, TakenTransition } from '../redact/redacted-inspector.js';
import { createRedactedInspector } from '../redact/redacted-inspector.js';
import type { Coverage } from '../coverage/coverage.js';
import type { ActorRecord, ActorStatus } from './actor-record.js';
import { Actors } from './actors.js';
import { deriveTaken } from './derive-taken.js';
import type { Entry } from './entry.js';
import { followEngine } from './follow-engine.js';
import type { LogSource } from './log-source.js';
import type { Presence } from './presence.js';
import { createSharing } from './sharing.js';
import { transitionsIn } from '../xstate.js';
import { TakenCounts } from './taken-counts.js';

type SnapshotEvent = Extract<InspectionEvent, { type: '@xstate.snapshot' }>;

/** Turns inspection events into entries, and keeps the last `limit` of them. */
export class EventLog implements LogSource {
  readonly #actors = new Actors();
  readonly #listeners = new Set<() => void>();
  readonly #readers = new Set<(entry: Entry) => void>();
  readonly #taken = new Map<string, TakenTransition[]>();
  readonly #unanswered = new Map<
    string,
    { readonly actor: ActorRefLike; readonly event: string }
  >();
  readonly #latest = new Map<string, Entry>();
  readonly #redact: (event: InspectionEvent) => void;
  readonly #share = createSharing();
  readonly #counts = new TakenCounts();
  #last: InspectionEvent | null = null;
  #entries: readonly Entry[] = [];
  #presence: Presence | null = null;
  #watched: ActorRefLike | null = null;
  #next = 0;

  constructor(
    private readonly limit: number,
    redaction: RedactionOptions,
    private readonly now: () => number = Date.now,
  ) {
    this.#redact = createRedactedInspector((event) => {
      this.#receive(event);
    }, redaction);
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get actors(): ReadonlyMap<string, ActorRecord> {
    return this.#actors.records;
  }

  /** The key of an actor that was seen. */
  keyOf(actor: ActorRefLike): string | undefined {
    return this.#actors.keyOf(actor);
  }

  /** Takes an inspection event as XState gives it; the same one only once. */
  readonly inspect = (event: InspectionEvent): void => {
    if (this.#last === event) return;
    this.#last = event;
    this.#watched = event.actorRef;
    this.#redact(event);
    this.#watched = null;
  };

  /** Follows an engine, whether or not it was given {@link EventLog.inspect}. */
  attach(auth: Auth): () => void {
    const { actor } = auth;
    if (this.#actors.keyOf(actor) === undefined)
      this.inspect({
        type: '@xstate.snapshot',
        rootId: actor.sessionId,
        actorRef: actor,
        event: { type: 'xstate.init' },
        snapshot: actor.getSnapshot(),
      });
    return this.#share(auth, () => {
      const { presence, stop } = followEngine(auth, {
        inspect: this.inspect,
        note: (label, fields) => {
          this.#note(this.#actors.see(actor), label, fields);
        },
        changed: () => {
          this.#changed();
        },
      });
      this.#presence = presence;
      return stop;
    });
  }

  /** Adds a notice of an actor that was seen. */
  note(actor: ActorRefLike, label: string): void {
    this.#note(this.#actors.see(actor), label, {});
  }

  latest(actor: string): Entry | undefined {
    return this.#latest.get(actor);
  }

  coverage(chart: Chart): Coverage {
    return this.#counts.of(chart);
  }

  /** This tab's random id. */
  get tab(): string {
    return this.#presence?.id ?? '';
  }

  /** The ids of the other tabs with an inspector. */
  get otherTabs(): readonly string[] {
    return this.#presence?.others() ?? [];
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `reader` with each new entry. */
  onEntry(reader: (entry: Entry) => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  /** Forgets all but the present. */
  clear(): void {
    this.#entries = [...this.#latest.values()]
      .filter(({ actor }) => this.actors.has(actor))
      .toSorted((a, b) => a.index - b.index);
    this.#changed();
  }

  /** Forgets an actor that has ended, and all that it did. */
  forget(key: string): void {
    if (this.actors.get(key)?.status === 'active') return;
    this.#actors.forget(key);
    this.#latest.delete(key);
    this.#entries = this.#entries.filter(({ actor }) => actor !== key);
    this.#changed();
  }

  #receive(event: InspectionEvent): void {
    // The redacted event has a stand-in for the actor: who it is, only the actor itself can say.
    const actor = this.#watched ?? event.actorRef;
    const record = this.#actors.see(actor);
    if (event.type === '@xstate.event') this.#expect(record, actor, event.event.type);
    const step = transitionsIn(event) as readonly TakenTransition[] | null;
    if (step) this.#taken.set(record.key, [...(this.#taken.get(record.key) ?? []), ...step]);
    if (event.type === '@xstate.snapshot') this.#show(record, event);
  }

  /** A machine that throws says nothing more: whether it has is looked at once the event is over. */
  #expect({ key, events }: ActorRecord, actor: ActorRefLike, event: string): void {
    this.#actors.change(key, { events: events + 1 });
    if (this.#unanswered.size === 0) queueMicrotask(this.#lookForFailures);
    this.#unanswered.set(key, { actor, event });
  }

  readonly #lookForFailures = (): void => {
    for (const [key, { actor, event }] of this.#unanswered) {
      const { status, error } = asObject(actor.getSnapshot());
      const record = this.actors.get(key);
      if (status === 'error' && record?.status === 'active')
        this.inspect({
          type: '@xstate.snapshot',
          rootId: record.sessionId,
          actorRef: actor,
          event: { type: event, error },
          snapshot: actor.getSnapshot() as SnapshotEvent['snapshot'],
        });
    }
    this.#unanswered.clear();
  };

  #show(before: ActorRecord, { event, snapshot }: SnapshotEvent): void {
    const { key, chart } = before;
    const { status, output, error, value, context } = asObject(snapshot);
    const record = this.#noteStatus(before, status as ActorStatus, output ?? error);
    if (!chart) {
      this.#changed();
      return;
    }
    const { type, ...fields } = event;
    const last = this.#latest.get(key);
    if (type === 'xstate.init' && last?.kind === 'start') return;
    const steps = this.#taken.get(key);
    this.#taken.delete(key);
    const taken = (steps ?? deriveTaken(chart, type, last?.value, value)).filter(
      ({ eventType }) => eventType !== 'xstate.init',
    );
    this.#add(record, {
      ...describeEvent(chart, type, taken, record.status),
      event: type,
      fields: told(error === undefined ? fields : { ...fields, error }),
      taken,
      value: value ?? last?.value,
      context: asObject(context),
    });
  }

  #noteStatus(record: ActorRecord, status: ActorStatus, result: unknown): ActorRecord {
    if (status === record.status && result === record.result) return record;
    const ended = status !== 'active';
    const changed = this.#actors.change(record.key, {
      status,
      result,
      endedAt: ended ? (record.endedAt ?? this.now()) : null,
    });
    if (ended) this.#actors.trim();
    return changed;
  }

  #note(record: ActorRecord, label: string, fields: Entry['fields']): void {
    const last = this.#latest.get(record.key);
    this.#add(record, {
      kind: 'notice',
      label,
      event: '',
      fields,
      taken: [],
      value: last?.value,
      context: last?.context ?? {},
    });
  }

  #add(
    { key, machine, status, chart }: ActorRecord,
    entry: Omit<Entry, 'index' | 'at' | 'actor' | 'machine' | 'status'>,
  ): void {
    const added = { ...entry, index: this.#next, at: this.now(), actor: key, machine, status };
    this.#next += 1;
    if (chart) this.#counts.see(chart, added);
    this.#latest.set(key, added);
    this.#entries = [...this.#entries.slice(1 - this.limit), added];
    for (const reader of [...this.#readers]) reader(added);
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The fields that say something. */
function told(fields: Readonly<Record<string, unknown>>): Entry['fields'] {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== '‹undefined›'),
  );
}

/** What kind of thing happened, and what it is called: as the chart calls it, where it knows. */
function describeEvent(
  chart: Chart,
  type: string,
  taken: readonly TakenTransition[],
  status: ActorStatus,
): Pick<Entry, 'kind' | 'label'> {
  if (status === 'error')
    return { kind: 'ended', label: `failed at ${labelOf(chart, type, taken).label}` };
  if (type === 'xstate.stop' || status === 'stopped') return { kind: 'ended', label: 'stopped' };
  return type === 'xstate.init' ? { kind: 'start', label: 'start' } : labelOf(chart, type, taken);
}

function labelOf(
  chart: Chart,
  type: string,
  taken: readonly TakenTransition[],
): Pick<Entry, 'kind' | 'label'> {
  const first = taken.find(({ eventType }) => eventType === type);
  const drawn: ChartTransition | undefined =
    first && chart.transitions.find(({ id }) => id === first.id);
  const named = /^xstate\.(done|error)\.actor\.|^xstate\.snapshot\./.test(type);
  const names = named ? namesOf(statesOf(chart).flatMap(({ invokes }) => invokes)) : undefined;
  const trigger =
    named || !drawn || drawn.trigger.event === '*' ? readEventTrigger(type, names) : drawn.trigger;
  return { kind: trigger.kind, label: triggerLabel(trigger) };
}
