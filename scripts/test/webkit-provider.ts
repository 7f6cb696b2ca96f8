import { defineBrowserProvider } from '@vitest/browser';
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node';
import type { WebKitBrowser } from '../../test/webkit/support/browser.js';

/** Vitest's browser mode in WebKitGTK: it opens pages, and has none of the commands that drive one from outside. */
class WebKitProvider implements BrowserProvider {
  readonly name = 'webkitgtk';
  readonly supportsParallelism = false;
  #browser: Promise<WebKitBrowser> | undefined;

  getCommandsContext(): Record<string, unknown> {
    return {};
  }

  async openPage(_session: string, url: string): Promise<void> {
    // Where there is no WebKitGTK, nothing of it is loaded.
    const { launchWebKit } = await import('../../test/webkit/support/browser.js');
    this.#browser ??= launchWebKit();
    // Where it is seen: a hidden page draws no frame, and a runner waits for one.
    await (await this.#browser).open(url, 'window');
  }

  async close(): Promise<void> {
    await (await this.#browser)?.close();
  }
}

/** Runs Vitest's browser mode in Debian's WebKitGTK. */
export function webKitProvider(): BrowserProviderOption {
  return defineBrowserProvider({
    name: 'webkitgtk',
    supportedBrowser: ['webkit'],
    options: {},
    providerFactory: () => new WebKitProvider(),
  });
}
