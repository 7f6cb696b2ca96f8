import { PlaywrightBrowserProvider } from '@vitest/browser-playwright';
import type { BrowserProviderOption } from 'vitest/node';
import { defineBrowserProvider } from '@vitest/browser';

/** Vitest's provider for Playwright, but with Debian's own Firefox, which another version of Playwright speaks to. */
class FirefoxProvider extends PlaywrightBrowserProvider {
  override async openPage(
    ...input: Parameters<PlaywrightBrowserProvider['openPage']>
  ): Promise<void> {
    // Where there is no Firefox, nothing of it is loaded.
    const { launchFirefox } = await import('../../test/firefox/support/browser.js');
    this.browser ??= (await launchFirefox()) as unknown as PlaywrightBrowserProvider['browser'];
    return super.openPage(...input);
  }
}

/** Runs Vitest's browser mode in Firefox. */
export function firefoxProvider(): BrowserProviderOption {
  return defineBrowserProvider({
    name: 'playwright',
    supportedBrowser: ['firefox'],
    options: {},
    providerFactory: (project) => new FirefoxProvider(project, {}),
  });
}
