import type { RefreshOutput } from '../../machines/services.js';
import type { Turn } from '../../services/turn.js';
import type { Credentials } from '../../services/vault.js';
import type { With } from '../engine.js';

/** What somebody waits for: tokens that are good enough, wherever they come from. */
export interface Wish {
  isMet(credentials: Credentials): boolean;
  /** Whether the user is to be read anew, too. */
  readonly user?: boolean;
}

/** The refreshes of this tab: one at a time, whoever asks and however often. */
export interface Refreshes {
  /** What is waited for. Nothing: whatever the server gives. */
  readonly wishes: Set<Wish>;
  /** The lock that the tabs share. */
  readonly turn: Turn;
  /** How many have failed. */
  failures: number;
  /** Not before: ms of the clock that nobody sets. The server has said so. */
  heldUntil: number;
  /** What another tab has just failed with; whoever waits for it fails with it. */
  failedElsewhere: { readonly code: string } | undefined;
  /** The proof under way that a session lives: see `proveSession`. */
  proving: { readonly generation: string; readonly result: Promise<void> } | undefined;
  /** Runs it, or waits for the one under way. */
  share(generation: string, run: () => Promise<RefreshOutput>): Promise<RefreshOutput>;
}

/** No refresh is under way. */
export function createRefreshes({ notices }: With<'notices'>, turn: Turn): Refreshes {
  let running: { readonly generation: string; readonly result: Promise<RefreshOutput> } | undefined;
  const refreshes: Refreshes = {
    wishes: new Set(),
    turn,
    failures: 0,
    heldUntil: -Infinity,
    failedElsewhere: undefined,
    proving: undefined,
    share(generation, run) {
      if (running?.generation === generation) return running.result;
      const mine = { generation, result: run() };
      running = mine;
      const over = () => {
        if (running === mine) running = undefined;
      };
      mine.result.then(over, over);
      return mine.result;
    },
  };
  notices.on('refreshFailed', () => (refreshes.failures += 1));
  return refreshes;
}
