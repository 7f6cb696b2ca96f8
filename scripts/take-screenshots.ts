import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { secrets, servePage } from '../test/inspect/page/serve-page.js';
import { chromiumArgs, chromiumPath } from './chromium.js';

/** Takes the pictures of the inspector in `docs/images`: `npx tsx scripts/take-screenshots.ts`. */
const served = await servePage('app.ts');
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
try {
  const light = await open(browser, 'light', { dock: 'bottom', bottom: 470 });
  await light.click('#logout');
  await light.locator('g[data-state="auth.loggingOut.server.revoking"].active').waitFor();
  await light.locator('g[data-state="auth.loggingOut.device.cleared"].active').waitFor();
  await shoot(light, 'inspector-logging-out');
  await light.getByText('#logout revocation_queued').waitFor();
  await light.locator('.entry.event', { hasText: 'LOGOUT' }).click();
  await shoot(light, 'inspector-past');

  const dark = await open(browser, 'dark', { dock: 'right', right: 640 });
  await shoot(dark, 'inspector-dark');
} finally {
  await browser.close();
  await served.stop();
}

async function open(
  from: Browser,
  colorScheme: 'light' | 'dark',
  preferences: object,
): Promise<Page> {
  served.setLogoutStatus(0);
  const page = await from.newPage({
    viewport: { width: 1280, height: 720 },
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce',
    colorScheme,
  });
  await page.addInitScript((kept) => {
    sessionStorage.setItem('moonkey:inspector', JSON.stringify(kept));
  }, preferences);
  await page.goto(`${served.url}?email=${secrets.email}`);
  await page.locator('.state.active').first().waitFor();
  await page.click('#signIn');
  await page.locator('g[data-state="auth.authenticated"].active').waitFor();
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url));
  await page.mouse.move(300, 100);
  await page.screenshot({ path });
  console.log(`docs/images/${name}.png`);
}
