import { openPage, remote } from '../harness/browser.js';
import { interleave, type Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { median } from '../harness/statistics.js';
import type { FetchPage } from '../pages/fetch/main.js';

/** So many requests make one figure: one alone is as long as the timer is coarse. */
const REQUESTS = 50;

/** `auth.fetch` beside a bare `fetch` with the header written by hand, to a server that answers at once. */
export async function measureFetch({ browser, server, repeat }: Lab): Promise<Measure> {
  const page = await openPage(browser, `${server.url}/fetch/index.html`);
  const tab = remote<FetchPage>(page);
  await tab.signIn();
  await page.evaluate(() => performance.setResourceTimingBufferSize(1_000_000));
  const sent = { bare: new Set<number>(), ours: new Set<number>() };
  const turn = (name: 'bare' | 'ours') => async () => {
    const before = await tab.requests();
    const took = await tab[name](REQUESTS);
    sent[name].add((await tab.requests()) - before);
    return took;
  };
  const { bare, ours } = await interleave(repeat, { bare: turn('bare'), ours: turn('ours') });
  await page.close();
  return {
    title: 'A request of the session',
    series: [
      { name: 'auth.fetch', unit: 'ms', values: ours },
      { name: 'fetch with the header by hand', unit: 'ms', values: bare },
    ],
    verdicts: [
      atMost('auth.fetch against a bare fetch with the header', median(ours) / median(bare), 1.1),
      atMost(
        `requests that ${REQUESTS} calls of auth.fetch send`,
        Math.max(...sent.ours),
        Math.min(...sent.bare),
        '',
      ),
    ],
    notes: [
      `Each figure is of ${REQUESTS} requests, one after the other, the JSON of the answer read.`,
    ],
  };
}
