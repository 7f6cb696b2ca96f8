import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.js';
import type { ServedPage } from '../inspect/page/serve-page.js';
import { servePage } from '../inspect/page/serve-page.js';

let served: ServedPage;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [served, browser] = await Promise.all([
    servePage('own-app.ts'),
    chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});
afterEach(async () => {
  await context.close();
});

interface OwnAppWindow {
  readonly actors: Readonly<Record<string, { send(event: object): void }>>;
}

interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dock?: string;
  /** Runs in the page before its scripts do. */
  readonly prepare?: () => void;
}

async function open(
  query = '',
  { width = 1280, height = 720, dock, prepare }: OpenOptions = {},
): Promise<Page> {
  context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
  const page = await context.newPage();
  if (prepare) await page.addInitScript(prepare);
  if (dock !== undefined)
    await page.addInitScript((kept) => {
      sessionStorage.setItem('moonkey:inspector', JSON.stringify({ dock: kept }));
    }, dock);
  await page.goto(`${served.url}${query}`);
  await page.locator('.bar').waitFor();
  return page;
}

async function send(page: Page, name: string, event: object): Promise<void> {
  await page.evaluate(
    ([to, what]) => {
      (globalThis as unknown as OwnAppWindow).actors[to]?.send(what);
    },
    [name, event] as const,
  );
}

const actorTab = (page: Page, name: string) =>
  page.getByRole('button', { name: `Show ${name}`, exact: true });

/** What axe finds in the page, the inspector's shadow root included. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis)))
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
  const options: RunOptions = {
    rules: { region: { enabled: false } },
    resultTypes: ['violations'],
  };
  const results = await page.evaluate((given) => {
    const { axe } = globalThis as unknown as {
      axe: { run: (context: object, options: object) => Promise<AxeResults> };
    };
    return axe.run({ include: [['[data-moonkey-inspector]']] }, given);
  }, options as object);
  return results.violations.map(
    ({ id, impact, nodes }) =>
      `${id} (${impact}): ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 720 };
const everySection = ['Log', 'State', 'Actors', 'Sequence', 'Outbox', 'Tabs'];

/** Every place where it can stand, light and dark; all of its sections in one of each size. */
const looks = [
  { at: 'Dock to the bottom', size: DESK, scheme: 'light', sections: everySection },
  { at: 'Dock to the bottom', size: DESK, scheme: 'dark', sections: ['Log'] },
  { at: 'Dock to the right', size: DESK, scheme: 'dark', sections: ['Log'] },
  { at: 'Dock to the right', size: DESK, scheme: 'light', sections: ['State'] },
  { at: 'Float', size: DESK, scheme: 'dark', sections: ['Actors'] },
  { at: 'Dock to the right', size: PHONE, scheme: 'light', sections: ['Log'] },
  { at: 'Dock to the bottom', size: PHONE, scheme: 'light', sections: ['Chart'] },
  { at: 'Dock to the bottom', size: PHONE, scheme: 'dark', sections: ['Chart', ...everySection] },
] as const;

describe('the inspector of an app with many machines', () => {
  it('lays out sixty states without blocking a frame, and shows all of the chart', async () => {
    const page = await open();
    await page.locator('.state.active').first().waitFor();
    for (const [name, states] of [
      ['sixty', 61],
      ['flat', 61],
    ] as const) {
      await page.evaluate(() => {
        const gaps: number[] = [];
        let last = performance.now();
        const frame = (): void => {
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
        Object.assign(globalThis, { gaps });
      });
      await actorTab(page, name).click();
      await page.locator(`g[data-state="${name}"]`).waitFor({ timeout: 60_000 });
      expect(await page.locator('g.state').count()).toBe(states);
      expect(page.workers()).toHaveLength(1);
      const longest = await page.evaluate(() =>
        Math.max(...(globalThis as unknown as { gaps: number[] }).gaps),
      );
      // Laid out in the page it is seconds; what is left is drawing it.
      expect(longest).toBeLessThan(1_000);

      await page.getByRole('button', { name: 'Show the whole chart' }).click();
      const frame = await page.locator('.viewport').boundingBox();
      const tools = await page.locator('.chart-tools').boundingBox();
      const picture = await page.locator('svg.chart').boundingBox();
      expect(picture?.x).toBeGreaterThanOrEqual(frame?.x ?? Infinity);
      expect(picture?.y).toBeGreaterThanOrEqual((tools?.y ?? Infinity) + (tools?.height ?? 0));
      expect((picture?.x ?? 0) + (picture?.width ?? 0)).toBeLessThanOrEqual(
        (frame?.x ?? 0) + (frame?.width ?? 0),
      );
      expect((picture?.y ?? 0) + (picture?.height ?? 0)).toBeLessThanOrEqual(
        (frame?.y ?? 0) + (frame?.height ?? 0),
      );
    }
  });

  it('folds a large chart where no worker can be had, and unfolds what a person asks for', async () => {
    const page = await open('', {
      prepare: () => {
        Reflect.deleteProperty(globalThis, 'Worker');
      },
    });
    const states = page.locator('g.state');
    await page.locator('.state.active').first().waitFor();
    expect(await states.count()).toBeLessThan(12);
    await actorTab(page, 'sixty').click();
    await page.locator('g[data-state="sixty"]').waitFor();
    expect(await states.count()).toBe(7);
    await page.locator('g[data-state="sixty.group1"]').dblclick();
    await page.locator('g[data-state="sixty.group1.step3"]').waitFor();
    expect(await states.count()).toBe(16);
    await page.getByRole('searchbox', { name: 'Find a state' }).fill('group4.step8');
    await page.keyboard.press('Enter');
    await page.locator('g[data-state="sixty.group4.step8"]').waitFor();
  });

  it('has only the visible part of a full log in the page', async () => {
    const page = await open('?limit=5000');
    await page.evaluate(() => {
      const { actors } = globalThis as unknown as OwnAppWindow;
      for (let step = 0; step < 5_200; step += 1) actors['lamp']?.send({ type: 'FLIP' });
    });
    await expect.poll(() => page.locator('#tab-log .count').textContent()).toBe('5000');
    expect(await page.locator('.entry').count()).toBeLessThan(60);
    // What the engine did last has left the log; where it is, is still known.
    expect(await page.locator('.status').textContent()).toBe('loggedOut');
    await page.locator('.log').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.locator('.entry[aria-selected=true]').count()).toBe(1);
    expect(await page.locator('.entry[aria-selected=true]').getAttribute('aria-posinset')).toBe(
      '1',
    );
  });

  it('shows live what was taken, and what was missed', async () => {
    const page = await open();
    await actorTab(page, 'checkout').click();
    await page.locator('g[data-state="the-cart"]').waitFor();
    await page.getByRole('button', { name: 'Show what was taken' }).click();
    const pay = page.locator('text[data-transition="the-cart:PAY:0"]');
    const close = page.locator('text[data-transition="checkout.öffnung.geöffnet:CLOSE:0"]');
    await expect.poll(() => pay.getAttribute('class')).toContain('missed');
    for (const type of ['CLOSE', 'OPEN', 'CLOSE', 'PAY'])
      await send(page, 'checkout', { type, amount: 1 });
    await expect.poll(() => close.textContent()).toBe('CLOSE ×2');
    await expect.poll(() => pay.getAttribute('class')).toContain('covered');
    expect(await page.locator('g[data-state="the-cart"]').getAttribute('class')).toContain(
      'covered',
    );
    expect(await page.locator('.covering text.missed').count()).toBeGreaterThan(3);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show what was taken' }).click();
    await expect.poll(() => close.textContent()).toBe('CLOSE');
    expect(await page.locator('.canvas-holder.covering').count()).toBe(0);
  });

  it('leaves the log where a person scrolled it', async () => {
    const page = await open();
    for (let step = 0; step < 40; step += 1) await send(page, 'lamp', { type: 'FLIP' });
    const log = page.locator('.log');
    await expect.poll(() => log.evaluate((list) => list.scrollTop)).toBeGreaterThan(400);
    const distanceToEnd = (): Promise<number> =>
      log.evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
    expect(await distanceToEnd()).toBeLessThan(2);
    await log.hover();
    await page.mouse.wheel(0, -500);
    await expect.poll(distanceToEnd).toBeGreaterThan(300);
    const before = await log.evaluate((list) => list.scrollTop);
    await send(page, 'lamp', { type: 'FLIP' });
    await expect.poll(distanceToEnd).toBeGreaterThan(340);
    expect(await log.evaluate((list) => list.scrollTop)).toBe(before);
    await page.mouse.wheel(0, 5_000);
    await send(page, 'lamp', { type: 'FLIP' });
    await expect.poll(distanceToEnd).toBeLessThan(2);
  });

  it('can be used at 390 px: chart, log and Close are all within reach', async () => {
    const page = await open('?actors=12', PHONE);
    for (const tab of await page.getByRole('tab').all()) {
      const box = await tab.boundingBox();
      expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    }
    for (const name of ['Close', 'Light or dark', 'Dock to the right']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    }
    await page.getByRole('tab', { name: 'Chart' }).click();
    await page.locator('.state.active').first().waitFor();
    const chart = await page.locator('.viewport').boundingBox();
    expect(chart?.height).toBeGreaterThan(150);
    expect(chart?.width).toBeGreaterThan(380);
    await page.getByRole('tab', { name: /^Log/ }).click();
    expect((await page.locator('.log').boundingBox())?.height).toBeGreaterThan(120);
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    expect(await page.getByRole('button', { name: 'Open the inspector' }).isVisible()).toBe(true);
  });

  it('has Close within the page when it is docked right', async () => {
    const page = await open('?actors=12', { dock: 'right' });
    const box = await page.getByRole('button', { name: 'Close', exact: true }).boundingBox();
    expect((box?.x ?? 9999) + (box?.width ?? 0)).toBeLessThanOrEqual(1280);
  });

  it('draws names inside their boxes in a page that runs from right to left', async () => {
    const page = await open('?dir=rtl');
    await page.locator('.state.active').first().waitFor();
    const outside = await page.evaluate(() => {
      const root = document.querySelector('[data-moonkey-inspector]')?.shadowRoot;
      return [...(root?.querySelectorAll('g.state') ?? [])].filter((state) => {
        const box = state.querySelector('rect')?.getBoundingClientRect();
        return [...state.querySelectorAll(':scope > text')].some((text) => {
          const { left, right } = text.getBoundingClientRect();
          return left < (box?.left ?? 0) - 1 || right > (box?.right ?? 0) + 1;
        });
      }).length;
    });
    expect(outside).toBe(0);
  });

  it('has nothing that axe finds fault with: docked, floating, in a window, at 390 px, light and dark, from right to left', async () => {
    const page = await open('?actors=12');
    await send(page, 'checkout', { type: 'BREAK' });
    await page.locator('.entry').first().waitFor();
    const found: string[] = [];
    const look = async (where: string, panel: Page, sections: readonly string[]): Promise<void> => {
      for (const section of sections) {
        await panel.getByRole('tab', { name: new RegExp(`^${section}`) }).click();
        if (section === 'Log') await panel.locator('.entry').first().click();
        for (const violation of await violations(panel))
          found.push(`${where}, ${section}: ${violation}`);
        if (section === 'Log') await panel.locator('.log').press('Escape');
      }
    };
    for (const dir of ['ltr', 'rtl'])
      for (const { at, size, scheme, sections } of dir === 'rtl' ? looks.slice(1, 3) : looks) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme: scheme });
        await page.evaluate((given) => {
          document.documentElement.dir = given;
        }, dir);
        await page.getByRole('button', { name: at }).click();
        await look(`${at}, ${size.width} px, ${scheme}, ${dir}`, page, sections);
      }
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Open in a window' }).click(),
    ]);
    await popup.locator('.state.active').first().waitFor();
    for (const scheme of ['light', 'dark'] as const) {
      await popup.emulateMedia({ colorScheme: scheme });
      await look(`in a window, ${scheme}`, popup, ['Log']);
    }
    expect(found).toEqual([]);
  });

  it('can be used by keyboard alone', async () => {
    const page = await open();
    await page.locator('.state.active').first().waitFor();
    const reach = async (name: string): Promise<void> => {
      for (let step = 0; step < 80; step += 1) {
        await page.keyboard.press('Tab');
        const here = await page.evaluate(() => {
          const active = document.querySelector('[data-moonkey-inspector]')?.shadowRoot
            ?.activeElement;
          return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
        });
        if (here.startsWith(name)) return;
      }
      throw new Error(`"${name}" cannot be reached.`);
    };
    await reach('Show checkout');
    await page.keyboard.press('Enter');
    await page.locator('g[data-state="the-cart"]').waitFor();
    await reach('Find a state');
    await page.keyboard.type('bezahlt');
    await page.keyboard.press('Enter');
    await reach('checkout');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('f');
    await expect.poll(() => page.locator('g[data-state="the-cart"]').count()).toBe(0);
    await page.keyboard.press('f');
    await page.locator('g[data-state="the-cart"]').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.picked-state', { hasText: 'order' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'Open the inspector' }).isVisible()).toBe(true);
  });
});
