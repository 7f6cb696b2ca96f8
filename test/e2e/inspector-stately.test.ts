import type { Browser, Frame, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import type { AnyStateMachine } from 'xstate';
import { toDirectedGraph } from 'xstate/graph';
import { authMachine, outboxMachine } from '@moon-key/react-auth/machine';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.js';
import type { ServedPage } from '../inspect/page/serve-page.js';
import { secrets, servePage } from '../inspect/page/serve-page.js';

type Node = ReturnType<typeof toDirectedGraph>;
interface AppWindow {
  auth: {
    signIn(input: { methodId: string; code: string }): Promise<unknown>;
    sendCode(input: { email: string }): Promise<{ methodId: string }>;
    logout(): Promise<void>;
  };
  createStatelyInspector(options: object): Promise<unknown>;
  posted: { origin: unknown; type: unknown }[];
  received: unknown[];
  charts: Record<string, string[]>;
  seenText: () => string;
  shadowText: () => string;
}

let served: ServedPage;
let browser: Browser;

beforeAll(async () => {
  [served, browser] = await Promise.all([
    servePage('stately-app.ts', 'receiver.ts', 'every-inspector.ts'),
    chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

/** Opens a page in which every frame notes what is posted to it, and with which target. */
async function open(path: string): Promise<{ page: Page; receiver: Frame }> {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    const posted: { origin: unknown; type: unknown }[] = [];
    const real = window.postMessage.bind(window);
    Object.assign(window, {
      posted,
      postMessage: (message: { type?: unknown }, origin: string) => {
        posted.push({ origin, type: message.type });
        real(message, origin);
      },
    });
  });
  await page.goto(`${served.url}${path}`);
  await page.waitForFunction(() => 'auth' in globalThis);
  const find = (): Frame | undefined =>
    page.frames().find((frame) => frame.url().endsWith('/receiver.html'));
  await expect.poll(() => find() !== undefined).toBe(true);
  const receiver = find();
  if (!receiver) throw new Error('no receiver');
  return { page, receiver };
}

/** A whole life: signs in, logs out with the server down. */
async function live(page: Page): Promise<void> {
  served.setLogoutStatus(503);
  await page.evaluate(
    async ({ email, code }) => {
      const { auth } = globalThis as unknown as AppWindow;
      const { methodId } = await auth.sendCode({ email });
      await auth.signIn({ methodId, code });
      await auth.logout().catch(() => undefined);
    },
    { email: secrets.email, code: secrets.code },
  );
}

const textIn = (receiver: Frame): Promise<string> =>
  receiver.evaluate(() => JSON.stringify((globalThis as unknown as AppWindow).received));

/** States and arrows as a receiver of the machine itself would read them. */
function chartOf(machine: AnyStateMachine): string[] {
  const ids = (node: Node): string[] => [
    node.id,
    ...node.edges.map((edge) => `${edge.source.id} → ${edge.target.id}: ${edge.label.text}`),
    ...node.children.flatMap(ids),
  ];
  return ids(toDirectedGraph(createMachine(machine.config as never))).toSorted();
}

describe('Stately’s inspector', () => {
  it('gets both charts whole, and every step, on this origin only', async () => {
    const { page, receiver } = await open('');
    await live(page);
    await expect.poll(() => textIn(receiver)).toContain('"server":"queued"');
    const { charts, posted } = await receiver.evaluate(() => {
      const { charts, posted } = globalThis as unknown as AppWindow;
      return { charts, posted };
    });
    expect(Object.keys(charts).toSorted()).toEqual(['auth', 'outbox']);
    expect(charts['auth']).toEqual(chartOf(authMachine));
    expect(charts['outbox']).toEqual(chartOf(outboxMachine));
    expect(charts['auth']).toContain('auth.loggingOut.server.queued');
    const text = await textIn(receiver);
    for (const state of ['loggingOut', 'revoking', 'authenticated', 'staying'])
      expect(text).toContain(`"${state}"`);

    expect(posted.length).toBeGreaterThan(20);
    const origin = new URL(served.url).origin;
    expect(posted.filter((message) => message.origin !== origin)).toEqual([]);
    await page.close();
  });

  it('gets all of it where its page says that it is there before it has loaded', async () => {
    const context = await browser.newContext();
    let answerPicture = (): void => {};
    const held = new Promise<void>((resolve) => {
      answerPicture = resolve;
    });
    await context.route('**/slow.png', async (route) => {
      await held;
      await route.fulfill({ status: 404 });
    });
    await context.addInitScript(() => {
      if (location.pathname !== '/receiver.html') return;
      const picture = Object.assign(new Image(), { src: '/slow.png' });
      addEventListener('DOMContentLoaded', () => document.body.append(picture));
    });
    const page = await context.newPage();
    await page.goto(served.url, { waitUntil: 'commit' });
    await page.waitForFunction(() => 'auth' in globalThis);
    const frame = page.frameLocator('iframe');
    const charts = () =>
      frame
        .locator('html')
        .evaluate(() => Object.keys((globalThis as unknown as AppWindow).charts ?? {}).toSorted());
    await expect.poll(charts).toEqual(['auth', 'outbox']);
    answerPicture();
    await context.close();
  });

  it('gets nothing that was planted', async () => {
    const { page, receiver } = await open('');
    await live(page);
    await expect.poll(() => textIn(receiver)).toContain('"server":"queued"');
    const text = await textIn(receiver);
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
    expect(text).toContain('"user":"‹object›"');
    await page.close();
  });

  it.each([
    [{}, /"url" must be the page of yours/],
    [{ url: '*' }, /must not be "\*"/],
    [{ url: 'https://stately.ai/inspect' }, /is on https:\/\/stately\.ai.*allowRemote: true/],
    [{ url: 'javascript:alert(1)' }, /must be an http\(s\) address/],
    [{ url: '/receiver.html', target: '*' }, /"target" is not an option/],
  ])('is refused with %j', async (options, message) => {
    const { page } = await open('');
    const complaint = await page.evaluate(
      (given) =>
        (globalThis as unknown as AppWindow).createStatelyInspector(given).then(
          () => 'no complaint',
          (error: unknown) => String(error),
        ),
      options,
    );
    expect(complaint).toMatch(message);
    expect(page.context().pages()).toHaveLength(1);
    await page.close();
  });
});

describe('every inspector at once', () => {
  it('leaks no planted byte into a message, a node or storage', async () => {
    const { page, receiver } = await open('every-inspector.html');
    await live(page);
    await expect.poll(() => textIn(receiver)).toContain('"server":"queued"');
    const texts = await page.evaluate(() => {
      const { seenText, shadowText } = globalThis as unknown as AppWindow;
      return {
        seen: seenText(),
        shadow: shadowText(),
        session: JSON.stringify(Object.entries(sessionStorage)),
        local: JSON.stringify(Object.entries(localStorage)),
      };
    });
    const all = { ...texts, received: await textIn(receiver) };
    expect(all.seen).toContain('loggingOut');
    expect(all.shadow).toContain('revokeSession done');
    for (const [where, text] of Object.entries(all))
      for (const secret of Object.values(secrets))
        expect(text.includes(secret), `${where} holds ${secret}`).toBe(false);
    await page.close();
  });
});
