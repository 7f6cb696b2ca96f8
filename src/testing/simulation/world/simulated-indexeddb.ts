import { IDBOpenDBRequest, IDBVersionChangeEvent } from 'fake-indexeddb';
import { insideDatabase, insideRequest } from './fake-indexeddb-internals.js';
import type { RawConnection, RawTransaction } from './fake-indexeddb-internals.js';
import type { Faults } from './faults.js';
import { Quota } from './full-disk.js';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';
import type { Disk } from './simulated-disk.js';
import type { Tab } from './tab.js';

/** What a tab's database needs of its world. */
export interface DatabaseWorld {
  readonly disk: Disk;
  readonly faults: Faults;
  readonly random: Random;
  readonly scheduler: Scheduler;
}

const HANG = 60_000;
const aborts = ['AbortError', 'UnknownError', 'DataError'] as const;

/**
 * One tab's sight of the shared databases. Requests run in tasks of the disk; what the tab hears of
 * them waits while it is frozen, and its open transactions end with it.
 */
export class TabDatabases {
  private readonly connections = new Set<RawConnection>();
  private readonly transactions = new Map<RawTransaction, RawConnection>();

  constructor(
    private readonly tab: Tab,
    private readonly world: DatabaseWorld,
  ) {
    tab.onEnd(() => this.abandon());
    tab.onFreeze((cached) => {
      if (cached || world.random.chance(0.5))
        for (const transaction of this.transactions.keys()) this.abort(transaction, 'AbortError');
    });
  }

  /** The factory to inject. */
  readonly factory: IDBFactory = {
    open: (name: string, version?: number) => this.open(name, version),
    deleteDatabase: () => new IDBOpenDBRequest(),
    databases: () => this.world.disk.factory.databases(),
    cmp: (first: unknown, second: unknown) => this.world.disk.factory.cmp(first, second),
  };

  /** The browser takes every connection away, as it does on low memory or on cleared site data. */
  loseConnections(): void {
    for (const connection of this.connections) this.lose(connection);
  }

  private open(name: string, version?: number): IDBOpenDBRequest {
    const { disk, faults } = this.world;
    if (!this.tab.call() || faults.strikes('openHangs')) return new IDBOpenDBRequest();
    if (faults.strikes('openFails')) return this.answer('error', 'UnknownError');
    if (faults.strikes('openBlocked')) return this.answer('blocked', null);

    const opened = disk.factory.open(name, version);
    const request = insideRequest(opened);
    const dispatch = request.dispatchEvent.bind(request);
    request.dispatchEvent = (event) => {
      if (event.type !== 'upgradeneeded') {
        this.tab.post(event.type, () => {
          if (event.type === 'success') this.adopt(insideDatabase(opened.result));
          dispatch(event);
        });
        return true;
      }
      if (this.tab.isAlive()) return dispatch(event);
      request.transaction?._abort('AbortError');
      return true;
    };
    return opened;
  }

  private answer(type: 'error' | 'blocked', error: string | null): IDBOpenDBRequest {
    const request = new IDBOpenDBRequest();
    const raw = insideRequest(request);
    this.tab.post(`open ${type}`, () => {
      if (error) {
        raw.readyState = 'done';
        raw.error = new DOMException('The database could not be opened', error);
      }
      raw.dispatchEvent(new IDBVersionChangeEvent(type));
    });
    return request;
  }

  private adopt(connection: RawConnection): void {
    this.connections.add(connection);
    const begin = connection.transaction.bind(connection);
    connection.transaction = (stores, mode, options) => {
      if (!this.tab.call()) throw new DOMException('The page is gone', 'InvalidStateError');
      if (this.world.faults.strikes('connectionLost')) this.lose(connection);
      const transaction = begin(stores, mode, options);
      this.steer(transaction, connection);
      return transaction;
    };
    connection.close = () => {
      connection._closePending = true;
      connection._closed = true;
      this.connections.delete(connection);
    };
  }

  private abort(transaction: RawTransaction, error: string | null): void {
    const connection = this.transactions.get(transaction);
    this.transactions.delete(transaction);
    this.world.disk.writes.delete(transaction);
    this.world.disk.held.delete(transaction);
    if (transaction._state === 'finished') return;
    transaction._abort(error);
    connection?._rawDatabase.processTransactions();
  }

  private lose(connection: RawConnection): void {
    for (const [transaction, owner] of this.transactions)
      if (owner === connection) this.abort(transaction, 'AbortError');
    connection.close();
    this.tab.post('close', () => connection.dispatchEvent(new IDBVersionChangeEvent('close')));
  }

  private steer(transaction: RawTransaction, connection: RawConnection): void {
    const { disk, faults, random, scheduler } = this.world;
    const { tab } = this;
    this.transactions.set(transaction, connection);

    const execute = transaction._execRequestAsync.bind(transaction);
    const writes = transaction.mode !== 'readonly';
    const quota = writes ? new Quota(disk, faults) : null;
    quota?.watch(transaction);
    transaction._execRequestAsync = (operation) => {
      tab.call();
      return execute(quota && disk.room !== null ? quota.limit(operation) : operation);
    };

    let hang = faults.strikes('transactionHangs') ? HANG : 0;
    let error: string | null = faults.strikes('transactionAborts') ? random.pick(aborts) : null;
    if (writes && faults.strikes('quotaExceeded')) error = 'QuotaExceededError';
    let patience = random.below(3);

    const start = transaction._start.bind(transaction);
    const later = (delay: number): void => {
      transaction._started = true;
      scheduler.post({
        label: `${tab.name} disk`,
        ...(delay === 0 ? { lane: `disk ${tab.name}` } : {}),
        delay,
        run: () => transaction._start(),
      });
    };
    transaction._start = () => {
      disk.held.delete(transaction);
      if (tab.life === 'frozen' || tab.life === 'cached') {
        disk.held.add(transaction);
        transaction._started = true;
        tab.park(() => later(0));
      } else if (hang > 0) {
        later(hang);
        disk.hangsUntil = Math.max(disk.hangsUntil, scheduler.now + hang);
        hang = 0;
      } else if (faults.strikes('diskSlow')) {
        later(random.between(1, 2_000));
      } else if (error && patience === 0 && transaction._state !== 'finished') {
        transaction._started = true;
        this.abort(transaction, error);
        error = null;
      } else {
        patience -= 1;
        if (writes) disk.writes.add(transaction);
        scheduler.current = tab;
        start();
        if (transaction._state === 'finished') {
          this.transactions.delete(transaction);
          disk.writes.delete(transaction);
          if (writes) disk.version += 1;
          if (!transaction.error) quota?.settle();
        }
      }
    };
  }

  /** What was asked to be committed may still be; all else is rolled back. Nobody is listening. */
  private abandon(): void {
    for (const [transaction, { _rawDatabase }] of this.transactions) {
      const isInternal = (callback: unknown): boolean =>
        callback === Reflect.get(_rawDatabase, 'processTransactions');
      const isAsked = transaction._state === 'committing';
      const pending = !isAsked && (transaction._requests.length > 0 || !transaction._started);
      transaction.listeners = transaction.listeners.filter(({ callback }) => isInternal(callback));
      Object.assign(transaction, { oncomplete: null, onabort: null, onerror: null });
      for (const { request } of transaction._requests) request.listeners = [];
      if (transaction._state === 'finished') continue;
      if (!pending && this.world.random.chance(0.5)) continue;
      this.abort(transaction, null);
    }
    for (const connection of this.connections) connection.close();
  }
}
