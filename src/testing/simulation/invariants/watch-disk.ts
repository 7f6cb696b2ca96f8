import type { AuthSnapshot, DeviceOutcome } from '../../../machines/index.js';
import type { Ledger } from '../scenario/ledger.js';
import type { Visitor } from '../scenario/visitor.js';
import { CREDENTIAL, findMarker, PERSONAL, TICKET } from '../world/markers.js';
import type { Marker } from '../world/markers.js';
import type { World } from '../world/world.js';
import type { Violate } from './violation.js';

/** What must not lie on disk in the clear. */
const unwritten: readonly Marker[] = [CREDENTIAL, PERSONAL];
/** What no other tab is told, and no `localStorage` holds. */
const untold: readonly Marker[] = [CREDENTIAL, PERSONAL, TICKET];

/** Checks what lies on disk and what goes over the channel. */
export class DiskWatch {
  private seen = -1;
  private isUnchecked = false;
  private readonly departing = new Map<Visitor, string>();

  constructor(
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly violate: Violate,
  ) {}

  /** After each task that wrote: no secret in the clear, nothing of a cleared session. */
  check(): void {
    const { disk } = this.world;
    if (this.isUnchecked && !disk.isDirty()) this.checkCleared();
    if (disk.version === this.seen) return;
    this.seen = disk.version;
    this.isUnchecked = true;
    const found = disk.search(unwritten);
    if (found)
      this.violate('nothing-on-disk', `${found.marker} lies in the clear in ${found.place}.`);
    this.ledger.learnKeys();
  }

  /** Remembers what a tab is logging out, and what it says of the device on the way. */
  onSnapshot(visitor: Visitor, { context }: AuthSnapshot): void {
    const { device, departing } = context;
    if (departing !== null) this.departing.set(visitor, departing);
    if (device !== null && departing !== null) this.settle(departing, device);
  }

  /** What a tab says of the device in the end. */
  onLoggedOut(visitor: Visitor, device: DeviceOutcome): void {
    const departing = this.departing.get(visitor);
    if (departing !== undefined) this.settle(departing, device);
    this.departing.delete(visitor);
  }

  /** The device was reported as cleared: from now on it is. */
  private settle(generation: string, device: DeviceOutcome): void {
    if (device === 'cleared') this.checkCookie(generation);
    if (device === 'failed') this.ledger.notCleared.add(generation);
    if (device === 'failed' || generation === '*' || this.ledger.cleared.has(generation)) return;
    this.ledger.cleared.add(generation);
    for (const departure of this.ledger.departures.values())
      if (departure.generation === generation && !departure.fenced)
        Object.assign(departure, { fenced: true, fencedAtTask: this.world.scheduler.count });
    this.isUnchecked = true;
  }

  /** A cookie that the server still takes is not cleared. */
  private checkCookie(generation: string): void {
    const session = this.ledger.sessions.get(generation);
    const { server, network } = this.world;
    if (session && server.isActive(session) && network.jar.holds(session))
      this.violate(
        'cleared-means-cleared',
        `${session.id} is said to be cleared, and is in a cookie that the server still takes.`,
      );
  }

  onStorage(key: string, value: string | null): void {
    const marker = findMarker([key, value], untold);
    if (marker) this.violate('nothing-on-disk', `${marker} was written to localStorage ${key}.`);
  }

  onMessage(message: unknown): void {
    const marker = findMarker(message, untold);
    if (marker) this.violate('secrets-stay-in-the-vault', `${marker} was sent to the other tabs.`);
  }

  private checkCleared(): void {
    this.isUnchecked = false;
    const session = this.ledger.stored();
    if (session) this.ledger.everStored.add(session.id);
    const stored = this.ledger.storedGeneration();
    for (const { store, key, value } of this.world.disk.records()) {
      if (store === 'revocations') this.ledger.everQueued.add(String(key));
      if (store === 'revocations') continue;
      const named = (value as { generation?: unknown } | undefined)?.generation;
      if (store === 'keys' && key !== stored)
        this.violate('cleared-means-cleared', `The key ${String(key)} outlives its session.`);
      for (const generation of [key, named])
        if (typeof generation === 'string' && this.ledger.cleared.has(generation))
          this.violate(
            'cleared-means-cleared',
            `The store ${store} holds ${generation} after it was cleared.`,
          );
    }
  }
}
