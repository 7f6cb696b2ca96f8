import { createServer } from 'node:net';
import { Builder, type WebDriver } from 'selenium-webdriver';
import { vi } from 'vitest';
import { webKit } from '../../../scripts/webkit.js';
import { openDisplay } from './display.js';
import type { PageHandle } from './page-handle.js';
import { patience } from './patience.js';

/** A page in a tab of its own. Its calls may be made side by side: they are sent one after the other. */
export interface Tab extends PageHandle {
  reload(): Promise<void>;
  back(): Promise<void>;
  /** Presses keys, one after the other. */
  press(...keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

type Place = 'tab' | 'window';

/** WebKitGTK, driven. Its tabs share what a browser's tabs share. */
export interface WebKitBrowser {
  /** In a tab, whose page is hidden and draws no frame; or in a window, where it is seen. */
  open(url: string, place?: Place): Promise<Tab>;
  close(): Promise<void>;
}

/** Starts a browser, with nothing on its disk. */
export async function launchWebKit(): Promise<WebKitBrowser> {
  const display = await openDisplay();
  try {
    const port = await freePort();
    display.start(webKit().driver, [`--port=${port}`, '--host=127.0.0.1']);
    const url = `http://127.0.0.1:${port}`;
    await untilItAnswers(`${url}/status`);
    const driver = await new Builder()
      .usingServer(url)
      .withCapabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: webKit().browser, args: ['--automation'] },
      })
      .build();
    await driver.manage().setTimeouts({ script: patience.timeout, pageLoad: patience.timeout });
    const inTurn = createTurns();
    // It stays open: a driver whose window is closed can do nothing, not even open one.
    const first = await driver.getWindowHandle();
    return {
      open: (url, place = 'tab') =>
        inTurn(async () => {
          await driver.switchTo().window(first);
          return openTab(driver, inTurn, url, place);
        }),
      async close() {
        await driver.quit().catch(() => {});
        await display.close();
      },
    };
  } catch (error) {
    await display.close();
    throw error;
  }
}

/** Not by `vi.waitFor`: Vitest's own process starts this browser, too. */
async function untilItAnswers(url: string): Promise<void> {
  const end = Date.now() + patience.timeout;
  while (!(await fetch(url).catch(() => null))?.ok) {
    if (Date.now() > end) throw new Error(`${url} does not answer.`);
    await new Promise((resolve) => setTimeout(resolve, patience.interval));
  }
}

type InTurn = <T>(run: () => Promise<T>) => Promise<T>;

/** One after the other: a driver speaks to one window at a time. */
function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = last.then(run);
    last = result.catch(() => {});
    return result;
  };
}

async function openTab(driver: WebDriver, inTurn: InTurn, url: string, place: Place): Promise<Tab> {
  await driver.switchTo().newWindow(place);
  const handle = await driver.getWindowHandle();
  const here: InTurn = (run) =>
    inTurn(async () => {
      await driver.switchTo().window(handle);
      return run();
    });
  await driver.get(url);
  const tab: Tab = {
    goto: (to) => here(() => driver.get(to)),
    reload: () => here(() => driver.navigate().refresh()),
    back: () => here(() => driver.navigate().back()),
    evaluate: (run, ...input) =>
      here(() => driver.executeScript(`return (${String(run)})(...arguments)`, ...input)),
    async until(holds, ...input) {
      await vi.waitFor(async () => {
        // While a page gives way to the next one there is nothing to ask.
        if (!(await tab.evaluate(holds, ...input)))
          throw new Error(`not yet: ${String(holds)} of ${JSON.stringify(input)}`);
      }, patience);
    },
    press: (...keys) =>
      here(() =>
        driver
          .actions({ async: true })
          .sendKeys(...keys)
          .perform(),
      ),
    close: () => here(() => driver.close()),
  };
  return tab;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
