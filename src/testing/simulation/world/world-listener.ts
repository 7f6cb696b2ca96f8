import type { PageEventType } from '../../../services/environment.js';
import type { NetworkRequest } from './simulated-network.js';
import type { Tab } from './tab.js';

/** What a listener of a world can hear. */
export interface WorldListener {
  readonly onMessage?: (message: unknown, from: Tab) => void;
  readonly onStorage?: (key: string, value: string | null, from: Tab) => void;
  readonly onRequest?: (request: NetworkRequest) => void;
  readonly onAnswer?: (request: NetworkRequest) => void;
  readonly onCrash?: (tab: Tab) => void;
  /** A message or a storage event has been handled by a tab. */
  readonly onHeard?: (data: unknown, by: Tab) => void;
  /** A page event has been handled by a tab. */
  readonly onPageEvent?: (type: PageEventType, inTab: Tab) => void;
}
