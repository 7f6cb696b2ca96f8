import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { createActor } from 'xstate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectCoverage, toCoverageHtml } from '../../src/inspect/index.js';
import { sixtyStates } from '../inspect/machines/checkout.js';
import { launchBrowser } from './logout/support/browser.js';

let browser: Browser;
let html: string;
let axeSource: string;

beforeAll(async () => {
  const machine = sixtyStates();
  const collector = collectCoverage();
  const actor = createActor(machine, { inspect: collector.inspect }).start();
  for (const type of ['NEXT', 'FORWARD', 'RESET']) actor.send({ type });
  const machines = collector.coverage().map((coverage) => ({ machine, coverage }));
  const facts = [{ id: 'serverFails', label: 'server down', outcomes: {}, test: 'the test' }];
  [browser, html, axeSource] = await Promise.all([
    launchBrowser(),
    toCoverageHtml(machines, { facts }),
    readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8'),
  ]);
});
afterAll(() => browser.close());

async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join()}`,
  );
}

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

describe('the page of a coverage', () => {
  it.each([
    ['light', 390],
    ['dark', 1280],
  ] as const)(
    'is worked by keyboard and has no fault for axe: %s, %i px',
    async (colorScheme, width) => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
      await page.setContent(html);
      await page.evaluate(axeSource);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);

      const missed = page.locator('[data-missed]').first();
      const name = await missed.textContent();
      await missed.focus();
      await page.keyboard.press('Enter');
      expect(await page.getByRole('dialog', { name: name ?? '' }).innerText()).toContain(
        'initialTransition(sixtyMachine)',
      );
      expect(await focused(page)).toBe('Copy as a test');
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await page.getByRole('dialog').count()).toBe(0);
      expect(await focused(page)).toBe(name);
      await page.close();
    },
  );

  it('lets nobody reach what its dialog covers', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await page.setContent(html);
    await page.locator('[data-missed]').first().click();
    for (const _ of 'a round') await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main'))).toBeNull();
    await page.close();
  });

  it('shows the path to what was missed when its arrow or its name is picked', async () => {
    const page = await browser.newPage();
    await page.setContent(html);
    const test = page.locator('dialog pre');
    await page.locator('text.missed[data-transition="sixty.group2:FORWARD:0"]').click();
    const told = await test.textContent();
    expect(told).toContain("type: 'FORWARD'");
    const arrows = page.locator('.arrow.missed');
    await arrows.first().dispatchEvent('click');
    expect(await test.textContent()).toMatch(/initialTransition\(sixtyMachine\)/);
    expect(await test.textContent()).not.toBe(told);
    await page.close();
  });
});
