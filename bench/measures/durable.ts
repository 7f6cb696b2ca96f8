import { openPage, remote } from '../harness/browser.js';
import { interleave, type Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { ratio, type Series } from '../harness/statistics.js';
import type { MoonKeyPage } from '../pages/moon-key/main.js';
import type { TransactionPage } from '../pages/transaction/main.js';

/** From the click to the device cleared for good. */
export async function measureDurable({ browser, server, repeat }: Lab): Promise<Measure> {
  const pages = [
    await openPage(browser, `${server.url}/moon-key/index.html`),
    await openPage(browser, `${server.url}/transaction/index.html`),
  ] as const;
  const moonKey = remote<MoonKeyPage>(pages[0]);
  const bare = remote<TransactionPage>(pages[1]);
  const values = await interleave(repeat, {
    async moonKey() {
      // A server that never answers lets `cleared` be seen by itself.
      server.logout = 'never';
      await moonKey.signIn();
      const cleared = await moonKey.clear();
      server.release();
      await moonKey.finish();
      return cleared;
    },
    async bare() {
      return bare.clear(await bare.store());
    },
  });
  server.logout = 'instant';
  for (const page of pages) await page.close();

  const ours: Series = { name: 'MoonKey, cleared', unit: 'ms', values: values.moonKey };
  const theirs: Series = {
    name: 'bare transaction that deletes the same records',
    unit: 'ms',
    values: values.bare,
  };
  return {
    title: 'logout() to cleared, durable on disk',
    series: [ours, theirs],
    verdicts: [atMost('cleared against the bare strict transaction', ratio(ours, theirs), 2)],
    notes: [
      'Both with `durability: "strict"`. Ours also reads, compares and adds the outbox entry, in the same transaction.',
    ],
  };
}
