import type { EndReason, LogoutScope } from '../machines/types.js';
import type { Activity } from './activity-note.js';
import type { ChannelLike, Environment, PageLike } from './environment.js';
import type { Names } from './names.js';
import type { SessionName } from './session-name.js';
import { parseTombstones, type Tombstone } from './tombstones.js';

/** What tabs tell one another: generations and results, never a secret. */
export type TabMessage =
  | {
      readonly type: 'signedOut';
      readonly generation: string;
      /** Its public id: another tab may show the same session under a generation of its own. */
      readonly sessionId?: string;
      readonly scope: LogoutScope;
      readonly reason?: EndReason;
    }
  | {
      readonly type: 'signedIn';
      readonly generation: string;
      readonly sessionId?: string;
      /** Whom it has replaced on the disk: another tab may be bringing the same session in. */
      readonly replaced?: readonly SessionName[];
    }
  /** There are newer tokens on the disk. */
  | { readonly type: 'refreshed'; readonly generation: string }
  /** The server gave none. `wait`: for how many ms it wants to be left alone. */
  | {
      readonly type: 'refreshFailed';
      readonly generation: string;
      readonly code: string;
      readonly wait: number;
    }
  | ({ readonly type: 'active' } & Activity)
  | {
      readonly type: 'revocationSettled';
      readonly generation: string;
      /** How far the revocation reached. Default: this session. */
      readonly scope?: LogoutScope;
      readonly result: 'revoked' | 'refused' | 'expired';
    };

/** The other tabs of this app: told and heard from the first of either on, once started. */
export interface Tabs {
  tell(message: TabMessage): void;
  /**
   * Calls the listener with what the others tell: there is one listener. `isShown` says whether a
   * tombstone is meant for the session that this tab shows.
   */
  hear(listener: (message: TabMessage) => void, isShown: (tombstone: Tombstone) => boolean): void;
  start(): void;
  /** Opens the ways between the tabs; false where this is not started. */
  open(): boolean;
  close(): void;
  /** The name under which this tab holds leases. */
  readonly self: string;
  /** Whether there is a channel: without one the others hear nothing but tombstones. */
  readonly hasChannel: boolean;
}

interface TabsOptions {
  readonly openChannel: Environment['openChannel'];
  readonly page: PageLike | undefined;
  readonly names: Names;
  readonly self: string;
}

/** The tabs that share a database. */
export function createTabs({ openChannel, page, names, self }: TabsOptions): Tabs {
  let isStarted = false;
  let ways: Ways | undefined;
  let onMessage: WaysOptions['onMessage'] = () => {};
  let isShown: (tombstone: Tombstone) => boolean = () => false;
  function open() {
    if (!isStarted) return undefined;
    return (ways ??= openWays({
      channel: openOrNot(openChannel, names.database),
      page,
      names,
      onMessage: (message) => onMessage(message),
      isShown: (tombstone) => isShown(tombstone),
    }));
  }
  return {
    self,
    tell: (message) => open()?.tell(message),
    hear(listener, shown) {
      onMessage = listener;
      isShown = shown;
    },
    start() {
      isStarted = true;
    },
    open: () => open() !== undefined,
    hasChannel: openChannel !== undefined,
    close() {
      isStarted = false;
      ways?.close();
      ways = undefined;
    },
  };
}

/** A browser may forbid a channel only when it is opened. */
function openOrNot(openChannel: Environment['openChannel'], name: string) {
  try {
    return openChannel?.(name);
  } catch {
    return undefined;
  }
}

/** The ways from one tab to the others. */
export type Ways = Pick<Tabs, 'tell' | 'close'>;

interface WaysOptions {
  readonly channel: ChannelLike | undefined;
  readonly page: PageLike | undefined;
  /** The `localStorage` keys of the tombstones: their `storage` events are the second way to hear. */
  readonly names: Pick<Names, 'tombstones' | 'wildcard'>;
  readonly onMessage: (message: TabMessage) => void;
  /** Default: no. */
  readonly isShown?: (tombstone: Tombstone) => boolean;
}

/** Opens both ways: BroadcastChannel and `storage` events. */
export function openWays({
  channel,
  page,
  names,
  onMessage,
  isShown = () => false,
}: WaysOptions): Ways {
  if (channel)
    channel.onmessage = ({ data }) => {
      const message = data as TabMessage | null;
      if (typeof message?.generation === 'string') onMessage(message);
    };
  const stop = page?.listen('storage', ({ key, newValue, oldValue }) => {
    if (key !== names.tombstones && key !== names.wildcard) return;
    // This tab's own come back in the list, and are no news from another. An older one of a session
    // that this tab still shows was added while it was in the back-forward cache, deaf to events.
    for (const tombstone of parseTombstones(newValue))
      if (!oldValue?.includes(JSON.stringify(tombstone)) || isShown(tombstone))
        onMessage({ type: 'signedOut', ...tombstone });
  });
  return {
    tell(message) {
      try {
        channel?.postMessage(message);
      } catch {
        // A closed channel: the other tabs find out by themselves.
      }
    },
    close() {
      stop?.();
      channel?.close();
    },
  };
}
