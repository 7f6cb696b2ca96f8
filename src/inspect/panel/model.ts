import type { Auth, PendingRevocation } from '../../engine/index.js';
import type { Chart } from '../chart/chart.js';
import type { Entry } from '../recording/entry.js';
import type { Recorder } from '../recording/recorder.js';

/** The tabs of the side panel. */
export const sections = ['log', 'state', 'outbox', 'tabs'] as const;

/** One of them. */
export type Section = (typeof sections)[number];

/** What all parts of the panel show, and what a person chose to see. */
export class PanelModel {
  readonly #listeners = new Set<() => void>();
  readonly #stops: (() => void)[] = [];
  #scheduled = false;
  #machine = 'auth';
  #section: Section = 'log';
  #filter = '';
  #selected: number | null = null;
  #state: string | null = null;
  #pending: readonly PendingRevocation[] = [];

  constructor(
    readonly auth: Auth,
    readonly recorder: Recorder,
  ) {
    this.#stops.push(
      recorder.attach(auth),
      recorder.subscribe(this.#notify),
      auth.subscribe(this.#readOutbox),
      auth.on('*', this.#readOutbox),
    );
    this.#readOutbox();
  }

  get machine(): string {
    return this.#machine;
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
    return this.#pending;
  }
  get tab(): string {
    return this.recorder.tab;
  }
  get otherTabs(): readonly string[] {
    return this.recorder.otherTabs;
  }
  get charts(): ReadonlyMap<string, Chart> {
    return this.recorder.charts;
  }

  /** The log's entries that pass the filter. */
  get entries(): readonly Entry[] {
    const words = this.#filter.toLowerCase().split(/\s+/).filter(Boolean);
    return words.length === 0
      ? this.recorder.entries
      : this.recorder.entries.filter((entry) => {
          const text = searchable(entry);
          return words.every((word) => text.includes(word));
        });
  }

  /** What a machine was last seen to do, up to the entry being looked at. */
  latest(machine: string): Entry | undefined {
    return this.recorder.entries.findLast(
      (entry) =>
        entry.machine === machine && (this.#selected === null || entry.index <= this.#selected),
    );
  }

  /** The last change of state: what left the state as it was does not hide it. */
  latestTaken(machine: string): Entry | undefined {
    return this.recorder.entries.findLast(
      (entry) =>
        entry.machine === machine &&
        (entry.taken.some(({ target }) => target.length > 0) || entry.kind === 'start') &&
        (this.#selected === null || entry.index <= this.#selected),
    );
  }

  readonly showMachine = (machine: string): void => {
    this.#machine = machine;
    this.#state = null;
    this.#notify();
  };
  readonly showSection = (section: Section): void => {
    this.#section = section;
    this.#notify();
  };
  readonly setFilter = (filter: string): void => {
    this.#filter = filter;
    this.#notify();
  };
  readonly pickState = (state: string | null): void => {
    this.#state = state;
    this.#notify();
  };
  /** Looks at a moment of the past; null is the present. */
  readonly select = (index: number | null): void => {
    this.#selected = index;
    const entry = this.recorder.entries.find((each) => each.index === index);
    if (entry && this.charts.has(entry.machine)) this.#machine = entry.machine;
    this.#notify();
  };
  /** Goes to the entry before or after the one being looked at. */
  readonly step = (by: 1 | -1): void => {
    const { entries } = this;
    const here = entries.findIndex(({ index }) => index === this.#selected);
    const target = entries[here === -1 ? entries.length - 1 + Math.min(by, 0) : here + by];
    this.select(target === undefined && by === 1 ? null : (target?.index ?? this.#selected));
  };

  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  stop(): void {
    this.#listeners.clear();
    for (const stop of this.#stops) stop();
  }

  readonly #readOutbox = (): void => {
    void this.auth.getPendingRevocations().then(
      (pending) => {
        this.#pending = pending;
        this.#notify();
      },
      () => undefined,
    );
  };

  /** Many changes of one moment are shown at once. */
  readonly #notify = (): void => {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      for (const listener of [...this.#listeners]) listener();
    });
  };
}

function searchable({ machine, kind, label, fields, value, taken }: Entry): string {
  const guards = taken.map(({ guard, eventType }) => `${guard ?? ''} ${eventType}`);
  return [machine, kind, label, JSON.stringify(fields), JSON.stringify(value), ...guards]
    .join(' ')
    .toLowerCase();
}
