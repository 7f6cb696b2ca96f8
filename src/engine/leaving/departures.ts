import type { Claim } from '../../services/clear-session.js';
import type { Credentials } from '../../services/vault.js';
import { createHearsay, type Hearsay } from './hearsay.js';

/** A session on its way out: what is needed to tell the server, and whose turn that is. */
export interface Departure {
  /** What only this tab knows of it. Gone with {@link Departures.end}. */
  credentials: Credentials | undefined;
  /** ms since the epoch. */
  readonly askedAt: number;
  /** Whether another tab has logged this session out before, as far as this logout reaches. */
  readonly isRepeated: boolean;
  /** Who tells the server: null where the disk could not say. */
  readonly claim: Promise<Claim | null>;
  readonly decide: (claim: Claim | null) => void;
  /** What was on disk and a restore has cleared before this logout could. */
  dropped: Promise<Claim | undefined> | undefined;
}

type Begun = Omit<Departure, 'claim' | 'decide' | 'dropped'>;

/** The ledger of leaving: which sessions are on their way out of this tab, and what became of those that are. */
export interface Departures extends Hearsay {
  /** Notes that a session leaves. `ahead`: whoever clears the device has yet to take it on. */
  begin(generation: string, departure: Begun, ahead: boolean): Departure;
  /** What was begun ahead and nobody has taken on yet. */
  take(generation: string): Departure | undefined;
  /** A session that leaves. */
  get(generation: string): Departure | undefined;
  /**
   * A restore clears what is on the disk: a logout of whichever that is, under way or begun meanwhile,
   * means this. It does so where the disk failed, too: another tab has it then.
   */
  drop(generation: string, clearing: Promise<Claim>): void;
  /** It has left: this tab forgets its secrets. */
  end(generation: string): void;
}

/** An empty ledger. */
export function createDepartures(): Departures {
  const leaving = new Map<string, Departure>();
  const untaken = new Set<string>();
  let dropping: Departure['dropped'];
  return {
    begin(generation, begun, ahead) {
      let decide: Departure['decide'] = () => {};
      const claim = new Promise<Claim | null>((resolve) => {
        decide = resolve;
      });
      const dropped = generation === '*' ? dropping : undefined;
      const departure = { ...begun, claim, decide, dropped };
      leaving.set(generation, departure);
      if (ahead) untaken.add(generation);
      return departure;
    },
    take: (generation) => (untaken.delete(generation) ? leaving.get(generation) : undefined),
    get: (generation) => leaving.get(generation),
    drop(generation, clearing) {
      const failed: Claim = { kind: 'other', generation, entry: null };
      const dropped = clearing.then(
        (claim): Claim => ({ ...claim, kind: 'other' }),
        () => failed,
      );
      dropping = dropped;
      void dropped.then(() => {
        if (dropping === dropped) dropping = undefined;
      });
      const wildcard = leaving.get('*');
      // The same may be cleared twice, and the second time in vain.
      if (wildcard)
        wildcard.dropped = Promise.resolve(wildcard.dropped).then((before) => before ?? dropped);
    },
    end(generation) {
      leaving.delete(generation);
      untaken.delete(generation);
    },
    ...createHearsay(),
  };
}
