import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { clientPages } from '../clients/pages.js';
import { openPage, type Remote, remote } from '../harness/browser.js';
import { interleave, type Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { rest } from '../harness/rest.js';
import { ratio, type Series } from '../harness/statistics.js';
import type { Subject } from '../harness/subject.js';
import type { Tab } from '../pages/tab.js';
import type { TabsPage } from '../pages/tabs/main.js';
import type { PageUnderTest } from '../pages/under-test.js';

const moonKey: Subject = { name: 'MoonKey', path: '/tabs/index.html' };

/** From a logout in one tab to the React commit in the others. */
export async function measureTabs(lab: Lab): Promise<Measure> {
  const clients = await clientPages(lab.server, 'tabs');
  const series: Series[] = [];
  const verdicts = [];
  for (const count of [2, 10]) {
    const { ours, bare } = await measureOurs(lab, count);
    series.push(ours, bare);
    verdicts.push(atMost(`other tabs of ${count} against a bare message`, ratio(ours, bare), 1.5));
    for (const client of clients.subjects) series.push(await measureClient(lab, client, count));
  }
  return {
    title: 'logout() in one tab to the commit in the others',
    series,
    verdicts,
    notes: [
      'Every listening tab counts. Bare: `postMessage` to `setState` to commit, in the same tabs, in turn. The clocks of the tabs are set against one another by round trips. All tabs count as visible, so no timer is throttled.',
      ...clients.notes,
    ],
  };
}

async function measureOurs(lab: Lab, count: number) {
  const tabs = await openTabs(lab, moonKey, count, remote<TabsPage>);
  let posted = 0;
  const values = await interleave(lab.repeat, {
    ours: logoutIn(tabs, moonKey),
    async bare() {
      await Promise.all(tabs.listeners.map((tab) => tab.watchBare()));
      posted += 1;
      await rest();
      return tabs.latencies(await tabs.actor.post(posted));
    },
  });
  await tabs.close();
  return {
    ours: seriesOf('MoonKey', count, values.ours),
    bare: seriesOf('bare message', count, values.bare),
  };
}

/** Not in turn with ours: open tabs that look into IndexedDB all the time would disturb them. */
async function measureClient(lab: Lab, client: Subject, count: number) {
  const tabs = await openTabs(lab, client, count, remote<PageUnderTest & Tab>);
  const { values } = await interleave(lab.repeat, { values: logoutIn(tabs, client) });
  await tabs.close();
  return seriesOf(client.name, count, values);
}

const seriesOf = (name: string, count: number, values: number[][]): Series => ({
  name: `${name}, ${count} tabs`,
  unit: 'ms',
  values: values.flat(),
});

type TabUnderTest = Remote<PageUnderTest & Tab>;

/** Tabs with the same page: one acts, the others listen. */
interface Tabs<Each extends TabUnderTest> {
  readonly actor: Each;
  readonly listeners: readonly Each[];
  /** ms from a time by the actor's clock until each listener has shown what it watches for. */
  readonly latencies: (at: number) => Promise<number[]>;
  readonly close: () => Promise<void>;
}

async function openTabs<Each extends TabUnderTest>(
  { browser, server }: Lab,
  { path }: Subject,
  count: number,
  connect: (page: Page) => Each,
): Promise<Tabs<Each>> {
  const pages: Page[] = [];
  for (let tab = 0; tab < count; tab++)
    pages.push(await openPage(browser, `${server.url}${path}?${tab}`));
  const [actor, ...listeners] = pages.map(connect);
  if (!actor) throw new Error('No tab.');
  const ahead: number[] = [];
  for (let tab = 1; tab < count; tab++) ahead.push(await actor.clockOf(`?${tab}`));
  return {
    actor,
    listeners,
    latencies: async (at) =>
      Promise.all(
        listeners.map(async (tab, index) => (await tab.shownAt()) - (ahead[index] ?? 0) - at),
      ),
    async close() {
      for (const page of pages) await page.close();
    },
  };
}

/** One run: signs in, waits until all tabs show it, and logs out. */
function logoutIn(
  { actor, listeners, latencies }: Tabs<TabUnderTest>,
  { looksEvery = 0 }: Subject,
) {
  const all = [actor, ...listeners];
  let run = 0;
  return async () => {
    await actor.signIn();
    await Promise.all(all.map((tab) => tab.signedIn()));
    await Promise.all(all.map((tab) => tab.watchLogout()));
    // A tab that looks every so often has just looked. By the golden ratio, the waits spread evenly.
    run += 1;
    if (looksEvery > 0) await setTimeout(looksEvery * ((run * 0.618) % 1));
    await rest();
    const values = await latencies(await actor.clickLogout());
    // It can sign in again once it shows the logout itself.
    await actor.shownAt();
    await Promise.all(all.map((tab) => tab.finish()));
    return values;
  };
}
