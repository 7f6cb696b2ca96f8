import type { Page } from 'playwright-core';

interface OwnAppWindow {
  readonly actors: Readonly<Record<string, { send(event: object): void }>>;
}

/** So many frames make one figure. */
export const FRAMES = 30;

/** What one event costs the main thread when each comes in a frame of its own, in ms, `count` times. */
export async function costPerFrame(page: Page, count: number): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  // Ticks of the thread: what other processes do meanwhile does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1_000;
  };
  await page.bringToFront();
  await page.evaluate(sendPerFrame, FRAMES);
  const costs: number[] = [];
  for (let figure = 0; figure < count; figure += 1) {
    const before = await busy();
    await page.evaluate(sendPerFrame, FRAMES);
    costs.push(((await busy()) - before) / FRAMES);
  }
  await session.detach();
  return costs;
}

/** Shows the chart of sixty states with what was taken of it, and fills the log to its limit. */
export async function showSixty(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show sixty', exact: true }).click();
  await page.locator('g[data-state="sixty"]').waitFor();
  await page.getByRole('button', { name: 'Show what was taken' }).click();
  await page.locator('.covering text.missed').first().waitFor();
  await page.evaluate(() => {
    const { actors } = globalThis as unknown as OwnAppWindow;
    for (let step = 0; step < 5_100; step += 1) actors['sixty']?.send({ type: 'NEXT' });
  });
  await page
    .locator('.covering text', { hasText: /^NEXT ×\d{3}/ })
    .first()
    .waitFor();
}

async function sendPerFrame(frames: number): Promise<void> {
  const { actors } = globalThis as unknown as OwnAppWindow;
  for (let frame = 0; frame < frames; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    actors['sixty']?.send({ type: frame % 10 === 9 ? 'FORWARD' : 'NEXT' });
  }
}
