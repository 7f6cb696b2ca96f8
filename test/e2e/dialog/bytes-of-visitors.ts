import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { keepPlainly } from '../support/keep-plainly.js';
import { searchFiles } from '../support/search-files.js';
import { focusIs } from './by-keyboard.js';
import { serveDialogPage } from './serve.js';

/** What was in the files of a browser, each with the files that it was found in. */
export interface BytesOfVisitors {
  /** What a page of somebody else's keeps: shows that the files hold what a page keeps. */
  readonly plain: readonly string[];
  /** The address that was typed into the dialog as it is by default: shows that the form history is in them. */
  readonly typedByDefault: readonly string[];
  /** The address that was typed into the dialog of a shared device, and the secrets of both sessions. */
  readonly secrets: readonly string[];
}

// A browser that compresses what it keeps finds no four bytes twice in these.
const plain = 'q7Zk-Wv3x_Lp9T.c5Jd';
const byDefault = 'grace@navy.test';
const shared = 'ada@byron.test';

/** Two people sign in by the dialog, one after the other, and out again; then the browser is closed. */
export async function bytesOfVisitors(
  open: (profile: string) => Promise<BrowserContext>,
): Promise<BytesOfVisitors> {
  const profile = await mkdtemp(join(tmpdir(), 'moonkey-profile-'));
  const served = await serveDialogPage();
  try {
    const context = await open(profile);
    const page = await context.newPage();
    page.setDefaultTimeout(45_000);
    await visit(page, served.url, byDefault);
    await visit(page, `${served.url}?shared`, shared);
    await keepPlainly(page, [plain]);
    await context.close();
    const secrets = [shared, ...served.secrets];
    const texts = [plain, byDefault, ...secrets];
    const { found } = await searchFiles(profile, texts, { inPieces: true });
    const of = (texts: readonly string[]) =>
      found.filter((each) => texts.some((text) => each.startsWith(`${text}: `)));
    return { plain: of([plain]), typedByDefault: of([byDefault]), secrets: of(secrets) };
  } finally {
    await served.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function visit(page: Page, url: string, email: string): Promise<void> {
  await page.goto(url);
  await page.getByText('Sign in here').click();
  await focusIs(page, /[?]shared$/.test(url) ? 'off' : 'email');
  // By keys: Firefox remembers what a user has typed, and nothing that a script has filled in.
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');
  await focusIs(page, 'one-time-code');
  await page.keyboard.type('123456');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByText('Sign in here').waitFor();
}
