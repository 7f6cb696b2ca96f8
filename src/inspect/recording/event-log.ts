import type { ActorRefLike, InspectionEvent } from 'xstate';
import type { Auth } from '../../engine/index.js';
import type { Chart } from '../chart/chart.js';
import { asObject } from '../redact/redact-record.js';
import type { RedactionOptions, TakenTransition } from '../redact/redacted-inspector.js';
import { createRedactedInspector } from '../redact/redacted-inspector.js';
import type { Coverage } from '../coverage/coverage.js';
import type { ActorRecord, ActorStatus } from './actor-record.js';
import { Actors } from './actors.js';
import { AttachedEngine } from './attached-engine.js';
import { describeEvent, told } from './describe-event.js';
import type { Entry } from './entry.js';
import type { NewEntry } from './entry-list.js';
import { EntryList } from './entry-list.js';
import type { LogSource } from './log-source.js';
import { SilentFailures } from './silent-failures.js';
import { transitionsIn } from '../xstate.js';
import { TakenCounts } from './taken-counts.js';
import { TakenSteps } from './taken-steps.js';

type SnapshotEvent = Extract<InspectionEvent, { type: '@xstate.snapshot' }>;

/** Turns inspection events into entries, and keeps the last `limit` of them. */
export class EventLog implements LogSource {
  readonly #actors = new Actors();
  readonly #listeners = new Set<() => void>();
  readonly #readers = new Set<(entry: Entry) => void>();
  readonly #steps = new TakenSteps();
  readonly #failures = new SilentFailures(this.#actors, (event) => {
    this.inspect(event);
  });
  readonly #list: EntryList;
  readonly #redact: (event: InspectionEvent) => void;
  readonly #counts = new TakenCounts();
  readonly #engine = new AttachedEngine({
    isKnown: (actor) => this.#actors.keyOf(actor) !== undefined,
    inspect: (event) => {
      this.inspect(event);
    },
    note: (actor, label, fields) => {
      this.#note(this.#actors.see(actor), label, fields);
    },
    changed: () => {
      this.#changed();
    },
  });
  #last: InspectionEvent | null = null;
  #watched: ActorRefLike | null = null;

  constructor(
    limit: number,
    redaction: RedactionOptions,
    private readonly now: () => number = Date.now,
  ) {
    this.#list = new EntryList(limit, now);
    this.#redact = createRedactedInspector((event) => {
      this.#receive(event);
    }, redaction);
  }

  get entries(): readonly Entry[] {
    return this.#list.entries;
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
    return this.#engine.attach(auth);
  }

  /** Adds a notice of an actor that was seen. */
  note(actor: ActorRefLike, label: string): void {
    this.#note(this.#actors.see(actor), label, {});
  }

  latest(actor: string): Entry | undefined {
    return this.#list.latest(actor);
  }

  coverage(chart: Chart): Coverage {
    return this.#counts.of(chart);
  }

  /** This tab's random id. */
  get tab(): string {
    return this.#engine.tab;
  }

  /** The ids of the other tabs with an inspector. */
  get otherTabs(): readonly string[] {
    return this.#engine.otherTabs;
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
    this.#list.keepLatest(this.actors);
    this.#changed();
  }

  /** Forgets an actor that has ended, and all that it did. */
  forget(key: string): void {
    if (this.actors.get(key)?.status === 'active') return;
    this.#actors.forget(key);
    this.#list.forget(key);
    this.#changed();
  }

  #receive(event: InspectionEvent): void {
    // The redacted event has a stand-in for the actor: who it is, only the actor itself can say.
    const actor = this.#watched ?? event.actorRef;
    const record = this.#actors.see(actor);
    if (event.type === '@xstate.event') {
      this.#actors.change(record.key, { events: record.events + 1 });
      this.#failures.expect(record.key, actor, event.event.type);
    }
    const step = transitionsIn(event) as readonly TakenTransition[] | null;
    if (step) this.#steps.add(record.key, step);
    if (event.type === '@xstate.snapshot') this.#show(record, event);
  }

  #show(before: ActorRecord, { event, snapshot }: SnapshotEvent): void {
    const { key, chart } = before;
    const { status, output, error, value, context } = asObject(snapshot);
    const how = { status: status as ActorStatus, result: output ?? error };
    const record = this.#actors.noteStatus(before, how, this.now());
    if (!chart) {
      this.#changed();
      return;
    }
    const { type, ...fields } = event;
    const last = this.#list.latest(key);
    if (type === 'xstate.init' && last?.kind === 'start') return;
    const change = { chart, event: type, before: last?.value, after: value };
    const taken = this.#steps.takeFor(key, change);
    this.#add(record, {
      ...describeEvent(chart, type, taken, record.status),
      event: type,
      fields: told(error === undefined ? fields : { ...fields, error }),
      taken,
      value: value ?? last?.value,
      context: asObject(context),
    });
  }

  #note(record: ActorRecord, label: string, fields: Entry['fields']): void {
    const last = this.#list.latest(record.key);
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

  #add(record: ActorRecord, entry: NewEntry): void {
    const added = this.#list.add(record, entry);
    if (record.chart) this.#counts.see(record.chart, added);
    for (const reader of [...this.#readers]) reader(added);
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
