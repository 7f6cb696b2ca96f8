import { partOf } from '../world/broken-parts.js';
import { storageFaults } from '../world/faults.js';
import type { PlatformPart, World } from '../world/world.js';
import type { Ledger } from './ledger.js';
import type { Profile } from './profile.js';

/** How well the tabs of a world can share a disk, and hear of one another. */
export class Soundness {
  constructor(
    private readonly world: World,
    private readonly profile: Profile,
    private readonly ledger: Ledger,
  ) {}

  /** Whether tabs can claim a revocation before one another. A clock that is set ends leases. */
  canCoordinate(): boolean {
    const { clocksDiffer, clockJumps } = this.world;
    return this.canShare() && !clocksDiffer && clockJumps === 0;
  }

  /** Whether tabs ask one after the other: by their lock, or by leases. */
  canTakeTurns(): boolean {
    return this.canShare() && (!this.lacks('locks') || this.canCoordinate());
  }

  /** Whether tabs can tell what another one has written, and that it is about to. */
  canShare(): boolean {
    return this.isSound() && !this.lacks('indexedDB', 'subtle');
  }

  /** Whether nothing kept tabs from sharing the disk and hearing of one another. */
  isUndisturbed(): boolean {
    return (
      this.isSound() &&
      !this.lacks('indexedDB', 'subtle', 'localStorage', 'channel') &&
      this.ledger.damaged.size === 0
    );
  }

  private isSound(): boolean {
    return storageFaults.every((kind) => !this.world.faults.counts[kind]);
  }

  private lacks(...parts: PlatformPart[]): boolean {
    const { missing, edges, server } = this.profile;
    const isBroken = (part: PlatformPart): boolean =>
      edges.broken.some((each) => partOf[each] === part);
    return (
      parts.some((part) => missing.includes(part) || isBroken(part)) || server.tickets === false
    );
  }
}
