import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BrowserContext, Page, Route } from 'playwright-core';
import type { KeptSession } from './kept-session.js';
import { openSeals, sealAgain } from './kept-session.js';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** What a file of {@link keepSignedIn} holds. */
interface KeptState {
  readonly format: 'moonkey-signed-in';
  readonly version: 1;
  readonly origin: string;
  readonly cookies: StorageState['cookies'];
  readonly sessions: readonly KeptSession[];
}

/** Where a page is made that runs nothing of the app. */
const emptyPage = '/__moonkey-empty-page';

/**
 * Keeps the session of a page that is signed in, so that other tests need not sign in. Playwright's
 * `storageState` cannot: the session is sealed under a key that never leaves its browser. This opens the
 * seal in the page, and {@link restoreSignedIn} seals it again under a new key.
 *
 * The file is a live session: keep it out of version control, and use accounts that are made for tests.
 *
 * @throws Error when nobody is signed in on the page.
 * @example
 * ```ts
 * // auth.setup.ts
 * await signIn(page)
 * await keepSignedIn(page, 'playwright/.auth/ada.json')
 * ```
 */
export async function keepSignedIn(page: Page, file: string): Promise<void> {
  const sessions = await page.evaluate(openSeals);
  if (sessions.length === 0)
    throw new Error(
      'keepSignedIn: nobody is signed in on this page. Sign in first, and wait for it.',
    );
  const { cookies } = await page.context().storageState();
  const state: KeptState = {
    format: 'moonkey-signed-in',
    version: 1,
    origin: new URL(page.url()).origin,
    cookies,
    sessions,
  };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(state)}\n`, { mode: 0o600 });
}

/**
 * Signs a context in with what {@link keepSignedIn} kept. A test that logs out ends the session for all
 * that share the file: let it sign in by itself.
 *
 * @throws Error when the file is not there, or holds something else.
 */
export async function restoreSignedIn(context: BrowserContext, file: string): Promise<void> {
  const { origin, cookies, sessions } = await readState(file);
  await context.addCookies(cookies);
  const answer = (route: Route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Signing in</title>' });
  await context.route(`${origin}${emptyPage}`, answer);
  const page = await context.newPage();
  await page.goto(`${origin}${emptyPage}`);
  await page.evaluate(sealAgain, sessions);
  await page.close();
  await context.unroute(`${origin}${emptyPage}`, answer);
}

async function readState(file: string): Promise<KeptState> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`restoreSignedIn: "${file}" is not there. Call keepSignedIn first.`, { cause });
  });
  const state = JSON.parse(text) as Partial<KeptState>;
  if (state.format !== 'moonkey-signed-in' || state.version !== 1)
    throw new Error(`restoreSignedIn: "${file}" is not what keepSignedIn wrote.`);
  return state as KeptState;
}
