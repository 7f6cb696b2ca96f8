import type { PageEvent, PageEventType, PageLike } from '../../services/environment.js';

/** A page whose events a test fires. */
export interface FakePage extends PageLike {
  fire(type: PageEventType, event?: PageEvent): void;
  /** What `isOnline` and `isVisible` answer; a change fires its event. */
  set(state: { online?: boolean; visible?: boolean }): void;
}

/** Makes a page for one fake tab: visible and online. */
export function createFakePage(): FakePage {
  const listeners = new Map<PageEventType, Set<(event: PageEvent) => void>>();
  let online = true;
  let visible = true;
  const fire: FakePage['fire'] = (type, event = {}) => {
    for (const listener of [...(listeners.get(type) ?? [])]) listener(event);
  };
  return {
    fire,
    listen(type, listener) {
      const those = listeners.get(type) ?? new Set();
      listeners.set(type, those.add(listener));
      return () => those.delete(listener);
    },
    isOnline: () => online,
    isVisible: () => visible,
    set(state) {
      const before = { online, visible };
      ({ online = online, visible = visible } = state);
      if (online !== before.online) fire(online ? 'online' : 'offline');
      if (visible !== before.visible) fire('visibilitychange');
    },
  };
}
