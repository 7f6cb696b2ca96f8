import { openPage, remote } from '../harness/browser.js';
import { type Lab, WARM_UP } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { ratio, type Series } from '../harness/statistics.js';
import type { TabsPage } from '../pages/tabs/main.js';

/** From a logout in one tab to the React commit in the others. */
export async function measureTabs(lab: Lab): Promise<Measure> {
  const series: Series[] = [];
  const verdicts = [];
  for (const count of [2, 10]) {
    const { ours, bare } = await measureCount(lab, count);
    series.push(ours, bare);
    verdicts.push(atMost(`other tabs of ${count} against a bare message`, ratio(ours, bare), 1.5));
  }
  return {
    title: 'logout() in one tab to the commit in the others',
    series,
    verdicts,
    notes: [
      'Every listening tab counts. Bare: `postMessage` to `setState` to commit, in the same tabs, in turn. The clocks of the tabs are set against one another by round trips.',
    ],
  };
}

async function measureCount({ browser, server, repeat }: Lab, count: number) {
  const pages = [];
  for (let tab = 0; tab < count; tab++)
    pages.push(await openPage(browser, `${server.url}/tabs/index.html?${tab}`));
  const [actor, ...listeners] = pages.map((page, tab) => ({
    tab: remote<TabsPage>(page),
    name: `?${tab}`,
  }));
  if (!actor) throw new Error('No tab.');
  const ahead: number[] = [];
  for (const { name } of listeners) ahead.push(await actor.tab.clockOf(name));

  const latencies = async (at: number) =>
    Promise.all(
      listeners.map(async ({ tab }, index) => (await tab.shownAt()) - (ahead[index] ?? 0) - at),
    );
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = -WARM_UP; run < repeat; run++) {
    await actor.tab.signIn();
    await Promise.all(listeners.map(({ tab }) => tab.signedIn()));
    await Promise.all(listeners.map(({ tab }) => tab.watchLogout()));
    const loggedOut = await latencies(await actor.tab.logout());
    await Promise.all([actor, ...listeners].map(({ tab }) => tab.finish()));

    await Promise.all(listeners.map(({ tab }) => tab.watchBare()));
    const shown = await latencies(await actor.tab.post(run + WARM_UP + 1));
    if (run < 0) continue;
    ours.push(...loggedOut);
    bare.push(...shown);
  }
  for (const page of pages) await page.close();
  return {
    ours: { name: `MoonKey, ${count} tabs`, unit: 'ms', values: ours } satisfies Series,
    bare: { name: `bare message, ${count} tabs`, unit: 'ms', values: bare } satisfies Series,
  };
}
