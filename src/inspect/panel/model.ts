import type { Auth, PendingRevocation } from '../../engine/index.js';
import type { Chart } from '../chart/chart.js';
import type { Coverage } from '../coverage/coverage.js';
import type { ActorRecord } from '../recording/actor-record.js';
import { namesOfActors } from '../recording/actor-record.js';
import type { Entry } from '../recording/entry.js';
import type { EventLog } from '../recording/event-log.js';
import type { LogSource } from '../recording/log-source.js';
import { searchEntries } from './search-entries.js';
import type { Schedule } from './schedule.js';
import { createSchedule } from './schedule.js';
import type { Section } from './sections.js';
import type { OutboxWatch } from './watch-outbox.js';
import { watchOutbox } from './watch-outbox.js';

/** What all parts of the panel show, and what a person chose to see. */
export class PanelModel {
  readonly #listeners = new Set<() => void>();
  readonly #stops: (() => void)[] = [];
  readonly #schedule: Schedule;
  readonly #outbox: OutboxWatch;
  #source: LogSource;
  #actor: string | null = null;
  #section: Section = 'log';
  #filter = '';
  #selected: number | null = null;
  #state: string | null = null;

  constructor(
    readonly auth: Auth,
    readonly log: EventLog,
    view: Window | null,
  ) {
    this.#source = log;
    this.#schedule = createSchedule(view, () => {
      for (const listener of [...this.#listeners]) listener();
    });
    this.#outbox = watchOutbox(auth, this.#schedule.ask);
    this.#stops.push(
      log.attach(auth),
      log.subscribe(this.#schedule.ask),
      this.#outbox.stop,
      this.#schedule.stop,
    );
  }

  get section(): Section {
    return this.#section;
  }
  get filter(): string {
    return this.#filter;
  }
  /** The index of the entry being looked at; null for the present. */
  get selected(): number | null {
    return this.#selected;
  }
  /** The state that a person picked in the chart. */
  get state(): string | null {
    return this.#state;
  }
  get pending(): readonly PendingRevocation[] {
    return this.#outbox.pending;
  }
  get tab(): string {
    return this.log.tab;
  }
  get otherTabs(): readonly string[] {
    return this.log.otherTabs;
  }
  get actors(): ReadonlyMap<string, ActorRecord> {
    return this.#source.actors;
  }
  /** All entries, whether or not they pass the filter. */
  get allEntries(): readonly Entry[] {
    return this.#source.entries;
  }
  /** Whether a recording is shown instead of what happens now. */
  get isRecording(): boolean {
    return this.#source !== this.log;
  }

  /** The engine's own machine. */
  get engine(): ActorRecord | undefined {
    const key = this.isRecording ? undefined : this.log.keyOf(this.auth.actor);
    return key === undefined ? this.ownActor('auth') : this.actors.get(key);
  }

  /** The actor whose chart is shown; the engine's where a person chose none. */
  get actor(): ActorRecord | undefined {
    const chosen = this.#actor === null ? undefined : this.actors.get(this.#actor);
    return chosen ?? this.engine ?? this.charted[0];
  }

  get chart(): Chart | undefined {
    return this.actor?.chart ?? undefined;
  }

  /** What was taken of the chart that is shown. */
  get coverage(): Coverage | undefined {
    return this.chart && this.#source.coverage(this.chart);
  }

  /** The actors that have a chart: the engine's first. */
  get charted(): readonly ActorRecord[] {
    const found = [...this.actors.values()].filter(({ chart }) => chart !== null);
    return found.toSorted((a, b) => Number(b.own === 'auth') - Number(a.own === 'auth'));
  }

  /** The names of all actors, by key. */
  get names(): ReadonlyMap<string, string> {
    return namesOfActors([...this.actors.values()]);
  }

  /** The last actor that runs one of this package's machines. */
  ownActor(own: 'auth' | 'outbox'): ActorRecord | undefined {
    return [...this.actors.values()].findLast((record) => record.own === own);
  }

  /** The log's entries that pass the filter. */
  get entries(): readonly Entry[] {
    return searchEntries(this.allEntries, this.#filter);
  }

  /** What an actor was last seen to do, up to the entry being looked at. */
  latest(actor: string | undefined): Entry | undefined {
    const selected = this.#selected;
    if (actor === undefined) return undefined;
    if (selected === null) return this.#source.latest(actor);
    return this.allEntries.findLast((entry) => entry.actor === actor && entry.index <= selected);
  }

  /** The last change of state: what left the state as it was does not hide it. */
  latestTaken(actor: string | undefined): Entry | undefined {
    return this.allEntries.findLast(
      (entry) =>
        entry.actor === actor &&
        (entry.taken.some(({ target }) => target.length > 0) || entry.kind === 'start') &&
        (this.#selected === null || entry.index <= this.#selected),
    );
  }

  readonly showActor = (actor: string): void => {
    this.#actor = actor;
    this.#state = null;
    this.#schedule.now();
  };
  /** Closes the tab of an actor that has ended. */
  readonly forgetActor = (actor: string): void => {
    if (this.#actor === actor) this.#actor = null;
    this.log.forget(actor);
    this.#schedule.now();
  };
  readonly showSection = (section: Section): void => {
    this.#section = section;
    this.#schedule.now();
  };
  readonly setFilter = (filter: string): void => {
    this.#filter = filter;
    this.#schedule.now();
  };
  readonly pickState = (state: string | null): void => {
    this.#state = state;
    this.#schedule.now();
  };
  /** Looks at a moment of the past; null is the present. */
  readonly select = (index: number | null): void => {
    this.#selected = index;
    const entry = this.allEntries.find((each) => each.index === index);
    if (entry && this.actors.get(entry.actor)?.chart) this.#actor = entry.actor;
    this.#schedule.now();
  };
  /** Goes to the entry before or after the one being looked at. */
  readonly step = (by: 1 | -1): void => {
    const { entries } = this;
    const here = entries.findIndex(({ index }) => index === this.#selected);
    const target = entries[here === -1 ? entries.length - 1 + Math.min(by, 0) : here + by];
    this.select(target === undefined && by === 1 ? null : (target?.index ?? this.#selected));
  };
  /** Shows a recording; null for what happens now. */
  readonly show = (recording: LogSource | null): void => {
    this.#source = recording ?? this.log;
    this.#actor = null;
    this.#state = null;
    this.select(null);
  };

  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  stop(): void {
    this.#listeners.clear();
    for (const stop of this.#stops) stop();
  }
}
