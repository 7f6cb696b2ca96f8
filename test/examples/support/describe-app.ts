import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dumpDevice } from '../../e2e/support/dump-device.js';
import { searchBundle } from './bundle-search.js';
import type { ExampleSettings } from './example.js';
import {
  isShown,
  layoutShifts,
  openWatched,
  patience,
  showsNobody,
  signIn,
  signOut,
  type Watched,
} from './visitor.js';
import { createWorld, publishableKey, ticketSecret, type World } from './world.js';

/** What the suite has to know of an app. */
export interface AppUnderTest extends Omit<ExampleSettings, 'env'> {
  /** The name under which its bundler has the publishable key. */
  readonly publicVariable: string;
  /** The folder of what browsers are sent, inside the app. */
  readonly bundle: string;
}

/** What every example shows, whatever its framework. */
export function describeApp(of: AppUnderTest): void {
  let world: World;
  let context: BrowserContext;
  let people = 0;
  let email: string;
  const at = (path: string) => world.app.url + path;
  const htmlOf = async (path: string) => (await context.request.get(at(path))).text();

  beforeAll(async () => {
    world = await createWorld(of, of.publicVariable);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    email = `ada${++people}@example.com`;
    context = await world.browser.newContext({ reducedMotion: 'reduce' });
  });
  afterEach(async () => {
    world.api.isDown = false;
    await context.close();
  });

  async function arrive(): Promise<Watched & { sessionToken: string }> {
    const tab = await openWatched(context);
    await tab.page.goto(at('/account'));
    await signIn(tab.page, email, (to) => world.service.codeFor(to));
    await tab.page.getByRole('heading', { name: `Account of ${email}` }).waitFor();
    const cookies = await context.cookies();
    const sessionToken = cookies.find(({ name }) => name === 'session_token')?.value ?? '';
    return { ...tab, sessionToken };
  }

  async function openTab(path: string, text: string): Promise<Watched> {
    const tab = await openWatched(context);
    await tab.page.goto(at(path));
    await tab.page.getByRole('main').getByText(text).waitFor();
    return tab;
  }

  describe('a visitor', () => {
    it('is sent to the sign-in with the way back, and led back after it', async () => {
      const redirect = await context.request.get(at('/account?tab=2'), { maxRedirects: 0 });
      expect(redirect.status()).toBeGreaterThanOrEqual(302);
      expect(redirect.headers()['location']).toContain(
        `/sign-in?from=${encodeURIComponent('/account?tab=2')}`,
      );
      const { page, complaints } = await openWatched(context);
      await page.goto(at('/account?tab=2'));
      await signIn(page, email, (to) => world.service.codeFor(to));
      await page.getByRole('heading', { name: `Account of ${email}` }).waitFor();
      expect(page.url()).toBe(at('/account?tab=2'));
      expect(complaints).toEqual([]);
    });

    it('is not led to another site', async () => {
      const { page } = await openWatched(context);
      await page.goto(at('/sign-in?from=//evil.example/'));
      await signIn(page, email, (to) => world.service.codeFor(to));
      await page.getByRole('heading', { name: `Welcome, ${email}` }).waitFor();
      expect(page.url()).toBe(at('/'));
    });

    it('has no page of what was prefetched for nobody, once signed in', async () => {
      const { page } = await openWatched(context);
      await page.goto(at('/'));
      await page.getByRole('link', { name: 'Account' }).hover();
      await page.getByRole('link', { name: 'Sign in' }).click();
      await signIn(page, email, (to) => world.service.codeFor(to));
      await page.getByRole('link', { name: 'Account' }).click();
      await page.getByRole('heading', { name: `Account of ${email}` }).waitFor();
      expect(page.url()).toBe(at('/account'));
    });
  });

  describe('the first HTML', () => {
    it('holds the name of a signed-in user, is taken over without a word, and nothing moves', async () => {
      await arrive();
      expect(await htmlOf('/')).toContain(email);
      expect(await htmlOf('/account')).toContain(email);
      const { page, complaints } = await openTab('/', `Welcome, ${email}`);
      await isShown(page, email);
      await page.waitForLoadState('networkidle');
      expect(await layoutShifts(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('holds nothing of a user otherwise', async () => {
      expect(await htmlOf('/')).toContain('Sign in');
      expect(await htmlOf('/')).not.toContain('@example.com');
      const { page, complaints } = await openTab('/', 'Welcome');
      await page.getByRole('link', { name: 'Sign in' }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await layoutShifts(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  describe('on the server', () => {
    it('an action knows its user, and another API is called in the user’s name', async () => {
      const { page, complaints } = await arrive();
      await page.getByLabel('Note').fill('milk');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Note: milk').waitFor();
      const orders = await context.request.get(at('/api/orders'));
      expect(await orders.json()).toEqual({ of: expect.stringMatching(/^user_/) as unknown });
      await context.clearCookies();
      expect((await context.request.get(at('/api/orders'))).status()).toBe(401);
      expect(complaints).toEqual([]);
    });

    it('a session is checked once a request, and renewed on the way', async () => {
      await arrive();
      await htmlOf('/account');
      world.api.takeCalls();
      await htmlOf('/account');
      expect(world.api.takeCalls()).toEqual([]);

      await context.clearCookies({ name: /session_jwt$/ });
      await htmlOf('/account');
      expect(world.api.takeCalls()).toEqual(['POST /v1/auth/sessions/verify']);
      await htmlOf('/account');
      expect(world.api.takeCalls()).toEqual([]);
    });

    it('a logout is heard of by every tab, and by the next page', async () => {
      const { page, sessionToken, complaints } = await arrive();
      const other = await openTab('/account', `Account of ${email}`);
      await page.getByRole('button', { name: 'Sign out on the server' }).click();
      await showsNobody(page, email);
      await expect.poll(() => world.service.statusOf(sessionToken), patience).toBe(404);
      await other.page.bringToFront();
      await showsNobody(other.page, email);
      await page.goto(at('/'));
      await showsNobody(page, email);
      expect((await dumpDevice(page)).counts).toMatchObject({ session: 0, keys: 0 });
      expect([...complaints, ...other.complaints]).toEqual([]);
    });

    it('a logout works without script', async () => {
      const { sessionToken } = await arrive();
      const plain = await world.browser.newContext({
        javaScriptEnabled: false,
        storageState: { cookies: await context.cookies(), origins: [] },
      });
      try {
        const page = await plain.newPage();
        await page.goto(at('/account'));
        await page.getByRole('heading', { name: `Account of ${email}` }).waitFor();
        await signOut(page);
        await showsNobody(page, email);
        expect(await world.service.statusOf(sessionToken)).toBe(404);
        const names = (await plain.cookies()).map(({ name }) => name);
        expect(names.filter((name) => name.startsWith('session_'))).toEqual([]);
      } finally {
        await plain.close();
      }
    });
  });

  describe('a logout', () => {
    it('leads on, and takes what every tab has kept of the user', async () => {
      const { page, sessionToken, complaints } = await arrive();
      await page.getByRole('link', { name: 'Home' }).click();
      await page.getByRole('heading', { name: `Welcome, ${email}` }).waitFor();
      const other = await openTab('/account', `Account of ${email}`);
      await page.bringToFront();
      await signOut(page);
      await page.getByRole('heading', { name: 'Welcome', exact: true }).waitFor();
      for (const tab of [page, other.page]) await showsNobody(tab, email);
      await expect.poll(() => world.service.statusOf(sessionToken), patience).toBe(404);

      // What the router may have kept: the page before, and the one that a link leads to.
      await page.goBack();
      await showsNobody(page, email);
      await page.getByRole('link', { name: 'Account' }).click();
      await page.getByRole('button', { name: 'Sign in by e-mail' }).waitFor();
      await showsNobody(page, email);
      await other.page.getByRole('link', { name: 'Home' }).click();
      await other.page.getByRole('heading', { name: 'Welcome', exact: true }).waitFor();
      expect([...complaints, ...other.complaints]).toEqual([]);
    });

    it('holds for pages of the server though the service is down, and is made good later', async () => {
      const { page, sessionToken } = await arrive();
      const other = await openTab('/', `Welcome, ${email}`);
      world.api.isDown = true;
      await page.bringToFront();
      await signOut(page);
      for (const tab of [page, other.page]) await showsNobody(tab, email);
      for (const path of ['/', '/account']) expect(await htmlOf(path)).not.toContain(email);
      await page.goto(at('/account'));
      await page.getByRole('button', { name: 'Sign in by e-mail' }).waitFor();
      await showsNobody(page, email);
      await page.goto(at('/'));
      await showsNobody(page, email);
      expect(await world.service.statusOf(sessionToken)).toBe(200);

      world.api.isDown = false;
      await page.reload();
      await expect.poll(() => world.service.statusOf(sessionToken), patience).toBe(404);
      const names = async () => (await context.cookies()).map(({ name }) => name);
      await expect.poll(names, patience).toEqual([]);
    });
  });

  it('sends no secret to a browser', () => {
    const needles = [world.service.secretKey, ticketSecret, 'MOONKEY_SECRET_KEY', 'sk_test_'];
    const bundle = join(world.app.folder, of.bundle);
    expect(searchBundle(bundle, needles).found).toEqual([]);
    // The search does find what is there.
    expect(searchBundle(bundle, [publishableKey]).found).not.toEqual([]);
    expect(world.app.output()).not.toMatch(
      new RegExp([world.service.secretKey, ticketSecret].join('|')),
    );
  });
}
