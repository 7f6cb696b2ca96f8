import { existsSync } from 'node:fs';
import { vi } from 'vitest';
import { webKit } from '../../../scripts/webkit.js';
import { type Process, processesBelow } from '../../support/processes.js';
import { openDisplay } from './display.js';
import { patience } from './patience.js';

/** WebKitGTK as a user has it: no driver, whose session would end with the first page that dies. */
export interface PlainBrowser {
  /** Kills the process of the page that stands still in a loop, as a crash would; the browser's own go on. */
  killHaltedPage(): Promise<void>;
  /** The folder below which it keeps what it keeps. */
  readonly home: string;
  /** Ends it, and leaves its files. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/** What WebKitGTK calls a process that runs the script of pages. */
const OF_A_PAGE = 'WebKitWebProces';

/** Starts it with a tab for each address. */
export async function startPlainBrowser(addresses: readonly string[]): Promise<PlainBrowser> {
  const display = await openDisplay();
  const { pid = 0 } = display.start(webKit().browser, addresses);
  return {
    home: display.home,
    async end() {
      const below = processesBelow(pid);
      await display.end();
      // They end by themselves once the browser has, and tidy their files up before.
      await vi.waitFor(() => expectGone(below), patience);
    },
    async killHaltedPage() {
      const halted = await vi.waitFor(() => findRunning(pid), patience);
      process.kill(halted, 'SIGKILL');
    },
    close: () => display.close(),
  };
}

function expectGone(processes: readonly Process[]): void {
  const left = processes.filter(({ pid }) => existsSync(`/proc/${pid}/exe`));
  if (left.length > 0) throw new Error(`Still there: ${left.map(({ name }) => name).join()}`);
}

/** A page in a loop wants to run whenever it is looked at; the others wait for something. */
async function findRunning(browser: number): Promise<number> {
  let running = new Set(processesBelow(browser, OF_A_PAGE).map((page) => page.pid));
  for (let look = 0; look < 20; look += 1) {
    const now = processesBelow(browser, OF_A_PAGE).filter(({ state }) => state === 'R');
    running = new Set(now.map((page) => page.pid).filter((each) => running.has(each)));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const [halted, ...others] = running;
  if (halted === undefined || others.length > 0)
    throw new Error(`${running.size} pages are running, not one`);
  return halted;
}
