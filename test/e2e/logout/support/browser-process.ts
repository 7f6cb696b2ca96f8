import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type ConnectOverCDPOptions,
} from 'playwright-core';
import { chromiumArgs, chromiumPath } from '../../../../scripts/chromium.js';

/** A browser in a process of its own: it can be killed, and brings its tabs back where it is asked to. */
export interface BrowserProcess {
  readonly context: BrowserContext;
  /** Ends it as a crash does: no page hears of it. */
  kill(): Promise<void>;
  /** Closes it as a user does. */
  quit(): Promise<void>;
}

/**
 * Starts a browser on a profile: with an empty page, unless `args` say otherwise.
 *
 * @param options - `noDefaults`: a tab is hidden while another one is in front, and can be frozen; else each takes
 * itself to be in front.
 */
export async function startBrowser(
  profile: string,
  args: readonly string[] = ['about:blank'],
  options: Pick<ConnectOverCDPOptions, 'noDefaults'> = {},
): Promise<BrowserProcess> {
  const child = spawn(
    chromiumPath(),
    [
      ...chromiumArgs,
      '--headless=new',
      '--no-first-run',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      ...args,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exit = once(child, 'exit');
  const browser = await chromium.connectOverCDP(await addressOf(child), options);
  const [context] = browser.contexts();
  if (!context) throw new Error('The browser has no context.');
  return {
    context,
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
    async quit() {
      await close(browser);
      await exit;
    },
  };
}

/** What it prints is read on: nobody may be kept waiting by a full pipe. */
function addressOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stderr?.on('data', (chunk) => {
      text += String(chunk);
      const [address] = /ws:\/\/\S+/.exec(text) ?? [];
      if (address) resolve(address);
    });
    stderr?.on('end', () => reject(new Error(`The browser did not start: ${text}`)));
  });
}

async function close(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.close').catch(() => undefined);
}
