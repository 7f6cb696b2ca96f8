import { openPage, remote } from '../harness/browser.js';
import type { Lab } from '../harness/lab.js';
import { interleave } from '../harness/lab.js';
import type { Measure } from '../harness/measure.js';
import { atMost } from '../harness/measure.js';
import { type Mode, MODES } from '../harness/scripted-server.js';
import { median, type Series } from '../harness/statistics.js';
import type { HandWrittenPage } from '../pages/hand-written/main.js';
import type { MoonKeyPage } from '../pages/moon-key/main.js';

/** How long a page that waits for its server is waited for, in ms. */
const LIMIT = 3_000;

/** From the click to the React commit that shows nobody signed in. */
export async function measureLogout({ browser, server, repeat }: Lab): Promise<Measure> {
  const pages = {
    moonKey: await openPage(browser, `${server.url}/moon-key/index.html`),
    deviceFirst: await openPage(browser, `${server.url}/hand-written/index.html`),
  };
  const moonKey = remote<MoonKeyPage>(pages.moonKey);
  const deviceFirst = remote<HandWrittenPage>(pages.deviceFirst);
  const series: Series[] = [];
  const ours: number[] = [];
  const theirs: number[] = [];

  for (const mode of Object.keys(MODES) as Mode[]) {
    const values = await interleave(repeat, {
      async moonKey() {
        server.logout = mode;
        await moonKey.signIn();
        const { commit } = await moonKey.logout();
        server.release();
        await moonKey.finish();
        return commit;
      },
      async deviceFirst() {
        server.logout = mode;
        await deviceFirst.signIn();
        const commit = await deviceFirst.logout(LIMIT);
        server.release();
        return commit ?? NaN;
      },
    });
    series.push(
      { name: `MoonKey, server ${MODES[mode]}`, unit: 'ms', values: values.moonKey },
      {
        name: `hand-written, device first, ${MODES[mode]}`,
        unit: 'ms',
        values: values.deviceFirst,
      },
    );
    ours.push(median(values.moonKey));
    theirs.push(median(values.deviceFirst));
  }
  for (const page of Object.values(pages)) await page.close();

  const notes = await serverFirst({ browser, server, repeat }, series);
  server.logout = 'instant';
  const slowest = Math.max(...ours.map((value, index) => value / (theirs[index] ?? NaN)));
  return {
    title: 'logout() to the commit that shows it',
    series,
    verdicts: [
      atMost(
        'commit against the hand-written device-first page, worst of 5 server modes',
        slowest,
        1,
      ),
      atMost(
        'slowest server mode against the fastest',
        Math.max(...ours) - Math.min(...ours),
        1,
        ' ms',
      ),
    ],
    notes,
  };
}

/** The page that asks the server first: as slow as the server, and helpless without it. */
async function serverFirst({ browser, server, repeat }: Lab, series: Series[]) {
  const page = await openPage(browser, `${server.url}/hand-written/index.html?serverFirst`);
  const remotePage = remote<HandWrittenPage>(page);
  const stuck: string[] = [];
  for (const [mode, runs] of [
    ['instant', repeat],
    ['slow', 3],
    ['never', 1],
    ['failing', 1],
    ['down', 1],
  ] as const) {
    const values: number[] = [];
    for (let run = 0; run < runs; run++) {
      server.logout = mode;
      await remotePage.signIn();
      const commit = await remotePage.logout(LIMIT);
      if (commit !== null) values.push(commit);
      server.release();
    }
    if (values.length > 0)
      series.push({ name: `hand-written, server first, ${MODES[mode]}`, unit: 'ms', values });
    else stuck.push(MODES[mode]);
  }
  await page.close();
  return [
    `The server-first page was still signed in after ${LIMIT / 1_000} s where the server: ${stuck.join(', ')}.`,
  ];
}
