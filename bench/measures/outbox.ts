import { openPage, remote } from '../harness/browser.js';
import type { Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { median, type Series } from '../harness/statistics.js';
import type { OutboxPage } from '../pages/outbox/main.js';

/** A long outbox, and a server that answers at once. */
export async function measureOutbox({ browser, server, repeat }: Lab): Promise<Measure> {
  const page = await openPage(browser, `${server.url}/outbox/index.html`);
  const outbox = remote<OutboxPage>(page);
  await outbox.drain(10);
  const series: Series[] = [];
  const costs: number[] = [];
  for (const [count, runs] of [
    [10, repeat],
    [100, Math.ceil(repeat / 4)],
    [1_000, Math.ceil(repeat / 40)],
  ] as const) {
    const values: number[] = [];
    for (let run = 0; run < runs; run++) values.push((await outbox.drain(count)) / count);
    series.push({
      name: `one of ${count.toLocaleString('en')} entries`,
      unit: 'ms',
      values,
    });
    costs.push(median(values));
  }
  await page.close();
  const [, middle = NaN, most = NaN] = costs;
  return {
    title: 'Draining the outbox',
    series,
    verdicts: [
      atMost('cost of one of 1,000 outbox entries against one of 100', most / middle, 1.5),
    ],
    notes: ['An entry is leased on disk, sent, and deleted from disk, one after the other.'],
  };
}
