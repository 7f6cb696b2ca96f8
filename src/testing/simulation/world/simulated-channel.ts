import type { ChannelLike } from '../../../services/environment.js';
import type { Tab } from './tab.js';

interface Port {
  readonly name: string;
  readonly tab: Tab;
  readonly channel: ChannelLike;
}

/** Every open broadcast channel of the simulated browser. */
export class Channels {
  private readonly ports = new Set<Port>();

  /**
   * @param onMessage Sees every message as it is posted.
   * @param onHeard Sees every message once a tab has handled it.
   */
  constructor(
    private readonly onMessage: (message: unknown, from: Tab) => void,
    private readonly onHeard: (data: unknown, by: Tab) => void,
  ) {}

  open(tab: Tab, name: string): ChannelLike {
    const channel: ChannelLike = {
      onmessage: null,
      postMessage: (message) => {
        if (tab.call() && this.ports.has(port)) this.deliver(port, message);
      },
      close: () => {
        this.ports.delete(port);
      },
    };
    const port: Port = { name, tab, channel };
    if (tab.call()) {
      this.ports.add(port);
      tab.onEnd(() => this.ports.delete(port));
    }
    return channel;
  }

  private deliver(from: Port, message: unknown): void {
    this.onMessage(message, from.tab);
    for (const port of this.ports) {
      if (port === from || port.name !== from.name || port.tab.life === 'cached') continue;
      const data = structuredClone(message);
      port.tab.post(
        'message',
        () => {
          if (!this.ports.has(port)) return;
          port.channel.onmessage?.({ data } as MessageEvent);
          this.onHeard(data, port.tab);
        },
        0,
        `channel ${port.name}`,
      );
    }
  }
}
