import type { ChannelLike } from '../../services/environment.js';

/** The broadcast channels between fake tabs. Messages arrive a microtask later, as copies. */
export function createFakeChannels() {
  const open = new Set<{ name: string; channel: ChannelLike; hears: (data: unknown) => boolean }>();
  return {
    /** Opens a channel for one tab; `hears` says whether a message gets through to it. */
    open(name: string, hears: (data: unknown) => boolean): ChannelLike {
      const channel: ChannelLike = {
        onmessage: null,
        postMessage(message) {
          if (!open.has(own)) throw new DOMException('The channel is closed.', 'InvalidStateError');
          const data: unknown = structuredClone(message);
          for (const other of [...open]) {
            if (other === own || other.name !== name || !other.hears(data)) continue;
            const event = new MessageEvent('message', { data: structuredClone(data) });
            queueMicrotask(() => open.has(other) && other.channel.onmessage?.(event));
          }
        },
        close: () => void open.delete(own),
      };
      const own = { name, channel, hears };
      open.add(own);
      return channel;
    },
  };
}
