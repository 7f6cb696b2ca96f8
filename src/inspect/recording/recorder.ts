import type { ActorRefLike, InspectionEvent } from 'xstate';
import type { Auth } from '../../engine/index.js';
import type { Chart } from '../chart/chart.js';
import { isMachine } from '../chart/read-chart.js';
import { readRunningChart } from '../chart/read-running-chart.js';
import { readEventTrigger, triggerLabel } from '../chart/read-trigger.js';
import { asObject } from '../redact/redact-record.js';
import { redactFields, sightOf } from '../redact/redact-value.js';
import type { TakenTransition } from '../redact/redacted-inspector.js';
import { createRedactedInspector } from '../redact/redacted-inspector.js';
import type { RedactionOptions } from '../redact/redacted-inspector.js';
import type { Entry } from './entry.js';
import type { Presence } from './presence.js';
import { announcePresence } from './presence.js';
import { createSharing } from './sharing.js';

/** The public fields of the engine's notices. */
const noticeSight = sightOf([
  'generation',
  'attempt',
  'restored',
  'code',
  'reason',
  'device',
  'server',
  'by',
  'name',
  'result',
  'operation',
]);

/** Turns inspection events into entries, and keeps the last `limit` of them. */
export class Recorder {
  readonly #charts = new Map<string, Chart>();
  readonly #listeners = new Set<() => void>();
  readonly #taken = new Map<string, TakenTransition[]>();
  readonly #redact: (event: InspectionEvent) => void;
  readonly #share = createSharing();
  readonly #seen = new WeakSet<InspectionEvent>();
  readonly #charted = new WeakSet<object>();
  readonly #known = new WeakSet<object>();
  #entries: readonly Entry[] = [];
  #presence: Presence | null = null;
  #next = 0;

  constructor(
    private readonly limit: number,
    redaction: RedactionOptions,
  ) {
    this.#redact = createRedactedInspector((event) => {
      this.#receive(event);
    }, redaction);
  }

  /** What was seen, oldest first. A new array after each change. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** The charts of the machines seen, by id. */
  get charts(): ReadonlyMap<string, Chart> {
    return this.#charts;
  }

  /** Takes an inspection event as XState gives it; the same one only once. */
  readonly inspect = (event: InspectionEvent): void => {
    if (this.#seen.has(event)) return;
    this.#seen.add(event);
    this.#watch(event.actorRef);
    this.#known.add(event.actorRef);
    this.#redact(event);
  };

  /** Follows an engine, whether or not it was given {@link Recorder.inspect}. */
  attach(auth: Auth): () => void {
    const { actor } = auth;
    this.#watch(actor);
    if (!this.#known.has(actor))
      this.inspect({
        type: '@xstate.snapshot',
        rootId: actor.sessionId,
        actorRef: actor,
        event: { type: 'xstate.init' },
        snapshot: actor.getSnapshot(),
      });
    return this.#share(auth, () => {
      const inspection = actor.system.inspect(this.inspect);
      this.#presence = announcePresence(auth, () => {
        this.#changed();
      });
      const { leave } = this.#presence;
      const stopNotices = auth.on('*', (notice) => {
        this.#note('auth', notice);
      });
      return () => {
        inspection.unsubscribe();
        stopNotices();
        leave();
      };
    });
  }

  #note(machine: string, notice: { readonly type: string }): void {
    const { type, ...rest } = notice;
    const last = this.#entries.findLast((entry) => entry.machine === machine);
    this.#add({
      machine,
      kind: 'notice',
      label: type,
      fields: asObject(redactFields(rest, noticeSight)),
      taken: [],
      value: last?.value,
      context: last?.context ?? {},
    });
  }

  /** This tab's random id. */
  get tab(): string {
    return this.#presence?.id ?? '';
  }

  /** The ids of the other tabs with an inspector. */
  get otherTabs(): readonly string[] {
    return this.#presence?.others() ?? [];
  }

  /** Calls `listener` after each change. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets all but the present. */
  clear(): void {
    const latest = new Map(this.#entries.map((entry) => [entry.machine, entry]));
    this.#entries = [...latest.values()].toSorted((a, b) => a.index - b.index);
    this.#changed();
  }

  #watch(actor: ActorRefLike): void {
    if (!('logic' in actor) || !isMachine(actor.logic) || this.#charted.has(actor.logic)) return;
    this.#charted.add(actor.logic);
    const chart = readRunningChart(actor.logic);
    this.#charts.set(chart.root.id, chart);
  }

  #receive(event: InspectionEvent): void {
    const id = machineOf(event);
    if (id === null) return;
    if (event.type === '@xstate.microstep') {
      const taken = this.#taken.get(id) ?? [];
      taken.push(...(event._transitions as unknown as readonly TakenTransition[]));
      this.#taken.set(id, taken);
    }
    if (event.type !== '@xstate.snapshot') return;
    const { type, ...fields } = event.event;
    const trigger = readEventTrigger(type);
    const { value, context } = asObject(event.snapshot);
    const last = this.#entries.findLast((entry) => entry.machine === id);
    if (type === 'xstate.init' && last?.kind === 'start') return;
    this.#add({
      machine: id,
      kind: type === 'xstate.init' ? 'start' : trigger.kind,
      label: type === 'xstate.init' ? 'start' : triggerLabel(trigger),
      fields,
      taken: this.#taken.get(id) ?? [],
      value,
      context: asObject(context),
    });
    this.#taken.delete(id);
  }

  #add(entry: Omit<Entry, 'index' | 'at'>): void {
    const added = { ...entry, index: this.#next, at: Date.now() };
    this.#next += 1;
    this.#entries = [...this.#entries.slice(1 - this.limit), added];
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function machineOf({ actorRef }: InspectionEvent): string | null {
  const { config } = asObject(asObject(actorRef)['logic']);
  const { id } = asObject(config);
  return typeof id === 'string' ? id : null;
}
