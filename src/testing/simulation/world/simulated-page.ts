import type {
  PageArrival,
  PageEvent,
  PageEventType,
  PageLike,
} from '../../../services/environment.js';
import type { Tab } from './tab.js';

/** One tab's page events. */
export class Page implements PageLike {
  visible = true;
  private readonly listeners = new Map<PageEventType, Set<(event: PageEvent) => void>>();

  constructor(
    private readonly tab: Tab,
    private readonly online: () => boolean,
    private readonly onFired: (type: PageEventType) => void,
    private readonly arrived: PageArrival,
  ) {}

  arrival(): PageArrival {
    return this.arrived;
  }

  listen(type: PageEventType, listener: (event: PageEvent) => void): () => void {
    return this.tab.call() ? this.overhear(type, listener) : () => {};
  }

  /** Listens without a trace: for who watches a tab, and is no part of it. */
  overhear(type: PageEventType, listener: (event: PageEvent) => void): () => void {
    const listeners = this.listeners.get(type) ?? new Set();
    this.listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  isVisible(): boolean {
    return this.visible;
  }

  isOnline(): boolean {
    return this.online();
  }

  /** Fires an event here and now. */
  fire(type: PageEventType, event: PageEvent = {}): void {
    for (const listener of this.listeners.get(type) ?? [])
      if (this.tab.life === 'open') listener(event);
    this.onFired(type);
  }

  /** Fires an event in a task of its own. */
  post(type: PageEventType, event: PageEvent = {}): void {
    this.tab.post(type, () => this.fire(type, event), 0, 'page');
  }
}
