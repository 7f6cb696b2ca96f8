import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.js';
import type { ServedPage } from '../inspect/page/serve-page.js';
import { secrets, servePage } from '../inspect/page/serve-page.js';

let served: ServedPage;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [served, browser] = await Promise.all([
    servePage('app.ts'),
    chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});
beforeEach(async () => {
  served.setLogoutStatus(200);
  complaints.length = 0;
  context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    reducedMotion: 'reduce',
  });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });
});
afterEach(async () => {
  await context.close();
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
});

async function open(query = ''): Promise<void> {
  await page.goto(`${served.url}${query}`);
  await page.locator('.state.active').first().waitFor();
}

const litStates = (where: Page = page): Promise<(string | null)[]> =>
  where
    .locator('g.state.active')
    .evaluateAll((states) => states.map((state) => state.getAttribute('data-state')));

const logLabels = (): Promise<string[]> => page.locator('.entry:not(.notice) b').allTextContents();

async function signIn(): Promise<void> {
  await page.click('#signIn');
  await page.getByText('#signIn done').waitFor();
}

describe('the inspector in a browser', () => {
  it('shows a sign-in, and a log out with the server down: states, log and outbox', async () => {
    served.setLogoutStatus(503);
    await open();
    expect(await litStates()).toEqual(['auth.loggedOut']);

    await signIn();
    await expect
      .poll(() => litStates())
      .toEqual([
        'auth.authenticated',
        'auth.authenticated.tokens',
        'auth.authenticated.tokens.fresh',
        'auth.authenticated.intent',
        'auth.authenticated.intent.staying',
      ]);

    await page.click('#logout');
    await page.getByText('#logout revocation_queued').waitFor();
    await expect.poll(() => litStates()).toEqual(['auth.loggedOut']);
    expect(
      await page
        .locator('.arrow.taken')
        .evaluateAll((arrows) => arrows.map((arrow) => arrow.getAttribute('data-arrow'))),
    ).toEqual([
      'auth.loggingOut→auth.loggedOut',
      'auth.loggingOut.server.revoking→auth.loggingOut.server.queued',
    ]);
    // The log draws what is in sight, and the outbox goes on.
    const filter = page.getByRole('searchbox', { name: 'Filter the log' });
    for (const label of ['SIGN_IN', 'LOGOUT', 'revokeSession done']) {
      await filter.fill(label);
      await expect.poll(() => logLabels()).toContain(label);
    }
    await filter.fill('loggedOut');
    expect(await page.locator('.entry.notice', { hasText: 'loggedOut' }).textContent()).toContain(
      'reason: logout, device: cleared, server: queued',
    );

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('tab', { name: /^Sequence/ }).click();
    const names = page.locator('.sequence-view .name');
    expect(await names.allTextContents()).toEqual([
      'User',
      'This tab',
      'Other tabs',
      'Disk',
      'Outbox',
      'Backend',
    ]);
    // At one moment: it is drawn anew with every event.
    const edges = await names.evaluateAll((drawn) =>
      drawn.flatMap((name) => {
        const { left, right } = name.getBoundingClientRect();
        return [left, right];
      }),
    );
    expect(edges).toEqual(edges.toSorted((a, b) => a - b));
    expect(edges.at(-1)).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1280, height: 720 });

    await page.getByRole('tab', { name: /^Outbox/ }).click();
    const card = page.getByRole('list', { name: 'Pending revocations' }).getByRole('listitem');
    await expect.poll(() => card.count()).toBe(1);
    expect(await page.getByText('1 revocation waits for the server.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Show the outbox’s statechart' }).click();
    await expect
      .poll(() => litStates())
      .toEqual([expect.stringMatching(/^outbox\.(backingOff|sending|waitingForTurn)$/)]);
  });

  it('goes back in time, for viewing only, and returns with Escape', async () => {
    await open();
    await signIn();
    const status = page.locator('#status');
    await page.locator('.entry', { hasText: 'SIGN_IN' }).click();
    await expect.poll(() => litStates()).toEqual(['auth.signingIn', 'auth.signingIn.verifying']);
    expect(await page.getByText('Viewing the past').isVisible()).toBe(true);
    expect(await status.textContent()).toBe('authenticated');

    await page.locator('.log').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => litStates()).toContain('auth.signingIn.committing');
    await page.keyboard.press('Escape');
    await expect.poll(() => litStates()).toContain('auth.authenticated.intent.staying');
    expect(await page.getByText('Viewing the past').isVisible()).toBe(false);
  });

  it('is a tree for the keyboard, and tells what a picked state does', async () => {
    await open();
    await page.getByRole('treeitem', { name: 'auth', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const focused = page.locator('g.state:focus');
    expect(await focused.getAttribute('data-state')).toBe('auth.authenticated');
    await page.keyboard.press('ArrowLeft');
    expect(await focused.getAttribute('data-state')).toBe('auth');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page
      .locator('.picked-state', { hasText: 'A generation with a tombstone is not restored.' })
      .waitFor();
    expect(await page.getByText('runs restoreSession while it lasts').isVisible()).toBe(true);

    await page.getByRole('tab', { name: /^State/ }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: /^Actors/ }).getAttribute('aria-selected')).toBe(
      'true',
    );
  });

  it('remembers where it was docked, and its theme, over a reload', async () => {
    await open();
    const panel = page.locator('.panel');
    await page.getByRole('button', { name: 'Dock to the right' }).click();
    await page.getByRole('button', { name: 'Light or dark' }).click();
    const before = await panel.boundingBox();
    await page.getByRole('separator').focus();
    await page.keyboard.press('ArrowLeft');
    const after = await panel.boundingBox();
    expect((after?.width ?? 0) - (before?.width ?? 0)).toBe(24);
    await page.reload();
    await page.locator('.state.active').first().waitFor();
    expect(await panel.getAttribute('data-dock')).toBe('right');
    expect(await panel.getAttribute('data-theme')).toBe('dark');
    expect((await panel.boundingBox())?.width).toBe(after?.width);
  });

  it('filters, and copies what was seen as a test', async () => {
    served.setLogoutStatus(503);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open();
    await signIn();
    await page.click('#logout');
    await page.getByText('#logout revocation_queued').waitFor();
    await page.getByRole('searchbox', { name: 'Filter the log' }).fill('logout');
    await expect
      .poll(() => page.locator('.entry').evaluateAll((rows) => rows.length))
      .toBeLessThan(6);
    await page.getByRole('button', { name: 'Copy as test' }).click();
    await page.getByText('Copied.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain("from '@moon-key/react-auth/testing'");
    expect(copied.match(/'[a-zA-Z]+',/g)).toEqual([
      "'opensSignedOut',",
      "'signsIn',",
      "'serverAgrees',",
      "'clicksLogOut',",
      "'serverFails',",
    ]);
  });

  it('sees other tabs by ids alone', async () => {
    await open();
    await page.getByRole('tab', { name: /^Tabs/ }).click();
    const tabs = page.getByRole('list', { name: 'Tabs' }).getByRole('listitem');
    await expect.poll(() => tabs.count()).toBe(1);
    const second = await context.newPage();
    await second.goto(served.url);
    await expect.poll(() => tabs.count()).toBe(2);
    await second.close();
    await expect.poll(() => tabs.count()).toBe(1);
  });

  it('shows an engine that was created without it', async () => {
    await open('?late');
    await signIn();
    await expect.poll(() => litStates()).toContain('auth.authenticated.tokens.fresh');
    expect(await logLabels()).toEqual(expect.arrayContaining(['SIGN_IN', 'commitSession done']));
  });

  it('has a window of its own that follows the app over a reload', async () => {
    await open();
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('#window')]);
    await signIn();
    await expect.poll(() => litStates(popup)).toContain('auth.authenticated.intent.staying');
    expect(popup.url()).toBe('about:blank');

    await page.reload();
    await expect
      .poll(() => litStates(popup), { timeout: 20_000 })
      .toContain('auth.authenticated.intent.staying');
    await page.click('#logout');
    await expect.poll(() => litStates(popup)).toEqual(['auth.loggedOut']);
    expect(context.pages()).toHaveLength(2);
  });

  it('asks nobody for anything, and keeps its styles to itself', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await open();
    await page.waitForLoadState('networkidle');
    const own = asked.filter((url) => !url.startsWith(served.url));
    expect(own).toEqual([]);
    const before = asked.length;
    await page.getByRole('button', { name: 'Show the whole chart' }).click();
    await page.getByRole('tab', { name: /^Outbox/ }).click();
    expect(asked).toHaveLength(before);
    expect(await page.evaluate(() => document.styleSheets.length)).toBe(1);
    expect(await page.locator('h1').evaluate((title) => getComputedStyle(title).fontSize)).toBe(
      '30px',
    );
  });

  it('shows none of the planted strings, before and after a log out', async () => {
    const look = async (status: string): Promise<void> => {
      for (const section of ['State', 'Outbox', 'Tabs', 'Log']) {
        await page.getByRole('tab', { name: new RegExp(`^${section}`) }).click();
        await expect.poll(() => page.locator('.panel .status').textContent()).toBe(status);
        const shown = await page.evaluate(
          () => document.querySelector('[data-moonkey-inspector]')?.shadowRoot?.innerHTML ?? '',
        );
        for (const secret of Object.values(secrets)) expect(shown).not.toContain(secret);
      }
    };
    await open(`?email=${secrets.email}&code=${secrets.code}`);
    await signIn();
    await look('authenticated');
    await page.click('#logout');
    await page.getByText('#logout done').waitFor();
    await look('loggedOut');
  });
});
