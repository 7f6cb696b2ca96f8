import type { Page } from 'playwright-core';
import type { Point } from './points.js';

/**
 * Logs out and kills the renderer the moment it gets to that point: its script stands still there,
 * in the middle of whatever tick or transaction it is in.
 */
export async function logOutAndCrashAt(page: Page, point: Point): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const paused = new Promise<void>((resolve) => {
    devtools.on('Debugger.paused', () => resolve());
  });
  await devtools.send('Debugger.enable');
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'window.lab.reach' });
  const condition = `point === '${point}'`;
  const { objectId = '' } = result;
  await devtools.send('Debugger.setBreakpointOnFunctionCall', { objectId, condition });
  await page.evaluate(() => void setTimeout(() => window.lab.startLogout()));
  await paused;

  const crashed = page.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
}
