import { openPage, remote } from '../harness/browser.js';
import { type Lab, WARM_UP } from '../harness/lab.js';
import { atMost, type Measure, type Verdict } from '../harness/measure.js';
import { median, type Series } from '../harness/statistics.js';
import type { ConsumersPage } from '../pages/consumers/main.js';

const COUNTS = [100, 1_000, 10_000, 20_000];

/** Many components that use the hook: what each more of them costs. */
export async function measureConsumers({ browser, server, repeat }: Lab): Promise<Measure> {
  const page = await openPage(browser, `${server.url}/consumers/index.html`);
  const consumers = remote<ConsumersPage>(page);
  const series: Series[] = [];
  const costs: Record<string, number[]> = {};

  for (const count of COUNTS) {
    const values: Record<string, number[]> = {};
    for (let run = -WARM_UP; run < repeat; run++)
      for (const kind of ['moonKey', 'plain'] as const) {
        const times = await consumers[kind](count);
        if (run < 0) continue;
        for (const step of ['mount', 'logout'] as const)
          (values[`${step}, ${kind === 'moonKey' ? 'useMoonKey' : 'bare context'}`] ??= []).push(
            times[step],
          );
      }
    for (const [name, each] of Object.entries(values)) {
      series.push({ name: `${name}, ${count.toLocaleString('en')}`, unit: 'ms', values: each });
      (costs[name] ??= []).push(median(each) / count);
    }
  }
  await page.close();

  const verdicts: Verdict[] = ['mount', 'logout'].flatMap((step) => {
    const [, thousand = NaN, ten = NaN, twenty = NaN] = costs[`${step}, useMoonKey`] ?? [];
    return [
      atMost(`${step}: cost of one of 10,000 consumers against one of 1,000`, ten / thousand, 1.5),
      atMost(`${step}: cost of one of 20,000 consumers against one of 10,000`, twenty / ten, 1.5),
    ];
  });
  return {
    title: 'Many consumers of useMoonKey',
    series: series.toSorted((a, b) => a.name.localeCompare(b.name)),
    verdicts,
    notes: ['The garbage of the mount is collected before the logout.'],
  };
}
