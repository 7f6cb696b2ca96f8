import { openPage, remote } from '../harness/browser.js';
import { interleave, type Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { rest } from '../harness/rest.js';
import { ratio, type Series } from '../harness/statistics.js';
import type { EnginePage } from '../pages/engine/main.js';
import type { MoonKeyPage } from '../pages/moon-key/mount.js';
import type { TransactionPage } from '../pages/transaction/main.js';

/** From `logout()`, and from a click in a React page, to the device cleared for good. */
export async function measureDurable({ browser, server, repeat }: Lab): Promise<Measure> {
  const pages = [
    await openPage(browser, `${server.url}/engine/index.html`),
    await openPage(browser, `${server.url}/moon-key/index.html`),
    await openPage(browser, `${server.url}/transaction/index.html`),
  ] as const;
  const engine = remote<EnginePage>(pages[0]);
  const moonKey = remote<MoonKeyPage>(pages[1]);
  const bare = remote<TransactionPage>(pages[2]);

  async function clear(page: Pick<typeof engine, 'signIn' | 'clear' | 'finish'>) {
    // A server that never answers lets `cleared` be seen by itself.
    server.logout = 'never';
    await page.signIn();
    await rest();
    const cleared = await page.clear();
    server.release();
    await page.finish();
    return cleared;
  }

  const values = await interleave(repeat, {
    engine: () => clear(engine),
    moonKey: () => clear(moonKey),
    async bare() {
      const generation = await bare.store();
      await rest();
      return bare.clear(generation);
    },
  });
  server.logout = 'instant';
  for (const page of pages) await page.close();

  const series = (name: string, each: readonly number[]): Series => ({
    name,
    unit: 'ms',
    values: each,
  });
  const alone = series('MoonKey, logout() of the engine alone', values.engine);
  const inReact = series('MoonKey, click in a React page', values.moonKey);
  const theirs = series('bare transaction that deletes the same records', values.bare);
  return {
    title: 'logout() to cleared, durable on disk',
    series: [alone, inReact, theirs],
    verdicts: [
      atMost(
        'cleared, from logout(), against the bare strict transaction',
        ratio(alone, theirs),
        2,
      ),
      atMost(
        'cleared, from a click in React, against the bare strict transaction',
        ratio(inReact, theirs),
        2,
      ),
    ],
    notes: [
      'All with `durability: "strict"`. Ours also looks whether the session is there and adds the outbox entry, in the same transaction.',
    ],
  };
}
