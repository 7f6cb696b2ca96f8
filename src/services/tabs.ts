import type { LogoutScope } from '../machines/types.js';
import type { ChannelLike, PageLike } from './environment.js';
import { parseTombstones } from './tombstones.js';

/** What tabs tell one another: generations and results, never a secret. */
export type TabMessage =
  | { readonly type: 'signedOut'; readonly generation: string; readonly scope: LogoutScope }
  | { readonly type: 'signedIn'; readonly generation: string }
  | {
      readonly type: 'revocationSettled';
      readonly generation: string;
      readonly result: 'revoked' | 'refused' | 'expired';
    };

/** The other tabs of this app. */
export interface Tabs {
  tell(message: TabMessage): void;
  close(): void;
}

interface TabsOptions {
  readonly channel: ChannelLike | undefined;
  readonly page: PageLike | undefined;
  /** The `localStorage` key of the tombstones: its `storage` event is the second way to hear. */
  readonly tombstoneKey: string;
  readonly onMessage: (message: TabMessage) => void;
}

/** Listens to the other tabs over BroadcastChannel and `storage` events. */
export function openTabs({ channel, page, tombstoneKey, onMessage }: TabsOptions): Tabs {
  if (channel)
    channel.onmessage = ({ data }) => {
      const message = data as TabMessage | null;
      if (typeof message?.generation === 'string') onMessage(message);
    };
  const stop = page?.listen('storage', ({ key, newValue, oldValue }) => {
    if (key !== tombstoneKey) return;
    // Only the new ones: this tab's own come back in the list, and are no news from another.
    for (const tombstone of parseTombstones(newValue))
      if (!oldValue?.includes(JSON.stringify(tombstone)))
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
