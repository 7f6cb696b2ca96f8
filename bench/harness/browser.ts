import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.js';

/** Nobody but the scripted server may be asked: other hosts have no address, and no proxy helps. */
const onlyHere = ['--no-proxy-server', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];

/** Lets a page collect its garbage before it is measured. */
const withGc = '--js-flags=--expose-gc';

/** A browser with a profile on disk: a private one would keep IndexedDB in memory. */
export interface Browser {
  readonly context: BrowserContext;
  readonly version: string;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'moonkey-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    headless: true,
    executablePath: chromiumPath(),
    args: [...chromiumArgs, ...onlyHere, withGc],
  });
  // Routing would tell as well, but it turns off the HTTP cache.
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!protocol.startsWith('http') || hostname === '127.0.0.1') return;
    console.error(`A page asked for ${request.url()}: nothing may leave this machine.`);
    process.exitCode = 1;
  });
  return {
    context,
    version: context.browser()?.version() ?? 'unknown',
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Opens a page and stops the benchmark when something throws in it. */
export async function openPage({ context }: Browser, url: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    console.error(`An error on ${url}:`, error);
    process.exitCode = 1;
  });
  await page.goto(url);
  return page;
}

/** What every page of the benchmark offers as `globalThis.bench`. */
type Offer = Record<string, (...input: never[]) => unknown>;

/** The functions of a page, to be called from here. */
export type Remote<Page extends Offer> = {
  readonly [Name in keyof Page]: (
    ...input: Parameters<Page[Name]>
  ) => Promise<Awaited<ReturnType<Page[Name]>>>;
};

/** Calls what a page offers as `globalThis.bench`. */
export function remote<Offered extends Offer>(page: Page): Remote<Offered> {
  const call =
    (name: string | symbol) =>
    (...input: unknown[]) =>
      page.evaluate(
        (request) =>
          (
            globalThis as unknown as { bench: Record<string, (...input: unknown[]) => unknown> }
          ).bench[request.name]?.(...request.input),
        { name: String(name), input },
      );
  return new Proxy({} as Remote<Offered>, { get: (_, name) => call(name) });
}
