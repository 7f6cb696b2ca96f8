import type { ActorRefLike } from 'xstate';
import type { Chart } from '../chart/chart.js';
import { ownMachineOf } from '../chart/own-machine.js';
import { readRunningChart } from '../chart/read-running-chart.js';
import { redactName } from '../redact/redact-value.js';
import { isMachine, kindOf, partsOf } from '../xstate.js';
import type { ActorRecord } from './actor-record.js';

/** More actors that have ended than these are forgotten, oldest first. */
const ENDED_ACTORS = 60;

/** Knows the actors that were seen: who they are, who made them, and how they are. */
export class Actors {
  readonly #keys = new WeakMap<object, string>();
  /** An actor may come in a wrapper: within its system the session id says who it is. */
  readonly #sessions = new WeakMap<object, Map<string, string>>();
  readonly #charts = new WeakMap<object, Chart>();
  readonly #records = new Map<string, ActorRecord>();
  #next = 1;

  /** By key, in the order in which they were seen. */
  get records(): ReadonlyMap<string, ActorRecord> {
    return this.#records;
  }

  /** The key of an actor, if it was seen. */
  keyOf(actor: ActorRefLike): string | undefined {
    return this.#keys.get(actor) ?? this.#sessionsOf(actor)?.get(actor.sessionId);
  }

  #sessionsOf(actor: ActorRefLike): Map<string, string> | undefined {
    const { system } = partsOf(actor);
    if (typeof system !== 'object' || system === null) return undefined;
    const known = this.#sessions.get(system) ?? new Map<string, string>();
    this.#sessions.set(system, known);
    return known;
  }

  /** The record of an actor: a new one for one that was never seen. */
  see(actor: ActorRefLike): ActorRecord {
    const key = this.keyOf(actor);
    const known = key === undefined ? undefined : this.#records.get(key);
    if (!known) return this.#add(actor, key);
    const { systemId } = partsOf(actor);
    return known.systemId === null && typeof systemId === 'string'
      ? this.change(known.key, { systemId: redactName(systemId) })
      : known;
  }

  /** Notes what became of an actor. */
  change(key: string, changes: Partial<ActorRecord>): ActorRecord {
    const known = this.#records.get(key);
    if (!known) throw new Error(`There is no actor ${key}.`);
    const changed = { ...known, ...changes };
    this.#records.set(key, changed);
    return changed;
  }

  /** Notes how an actor is, and when it came to be so: where nothing has changed, nothing. */
  noteStatus(
    record: ActorRecord,
    { status, result }: Pick<ActorRecord, 'status' | 'result'>,
    at: number,
  ): ActorRecord {
    if (status === record.status && result === record.result) return record;
    const ended = status !== 'active';
    const endedAt = ended ? (record.endedAt ?? at) : null;
    const changed = this.change(record.key, { status, result, endedAt });
    if (ended) this.trim();
    return changed;
  }

  /** Forgets an actor that has ended; one that is active stays. */
  forget(key: string): void {
    if (this.#records.get(key)?.status !== 'active') this.#records.delete(key);
  }

  /** Forgets the oldest of many that have ended. */
  trim(): void {
    const ended = [...this.#records.values()].filter(({ status }) => status !== 'active');
    for (const { key } of ended.slice(0, Math.max(ended.length - ENDED_ACTORS, 0)))
      this.#records.delete(key);
  }

  #add(actor: ActorRefLike, knownKey: string | undefined): ActorRecord {
    const { id, src, systemId, logic, _parent: parent } = partsOf(actor);
    const key = knownKey ?? `a${this.#next}`;
    if (knownKey === undefined) this.#next += 1;
    this.#keys.set(actor, key);
    this.#sessionsOf(actor)?.set(actor.sessionId, key);
    const record: ActorRecord = {
      key,
      kind: kindOf(logic),
      id: redactName(id),
      sessionId: redactName(actor.sessionId),
      systemId: typeof systemId === 'string' ? redactName(systemId) : null,
      src:
        typeof src === 'string' && !src.startsWith('xstate.invoke.') ? redactName(src) : 'inline',
      parent: parent ? this.see(parent).key : null,
      machine: isMachine(logic) ? redactName(logic.id) : '',
      own: isMachine(logic) ? ownMachineOf(logic) : null,
      chart: isMachine(logic) ? this.#chartOf(logic) : null,
      status: 'active',
      startedAt: Date.now(),
      endedAt: null,
      events: 0,
      result: undefined,
    };
    this.#records.set(key, record);
    return record;
  }

  #chartOf(machine: Parameters<typeof readRunningChart>[0]): Chart {
    const chart = this.#charts.get(machine) ?? readRunningChart(machine);
    this.#charts.set(machine, chart);
    return chart;
  }
}
