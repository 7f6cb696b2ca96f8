import { openPage, remote } from '../harness/browser.js';
import { type Lab, WARM_UP } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { type Mode, MODES } from '../harness/scripted-server.js';
import { median, type Series } from '../harness/statistics.js';
import type { HandWrittenPage } from '../pages/hand-written/main.js';
import type { MoonKeyPage } from '../pages/moon-key/main.js';

type From = 'navigation' | 'script';

/** From the navigation, and from the first line of JavaScript, to the commit that shows the user. */
export async function measureStart({ browser, server, repeat }: Lab): Promise<Measure> {
  const names = { 'moon-key': 'MoonKey', 'hand-written': 'hand-written' } as const;
  const tabs = [];
  for (const folder of ['moon-key', 'hand-written'] as const) {
    const url = `${server.url}/${folder}/index.html`;
    const page = await openPage(browser, url);
    await remote<MoonKeyPage | HandWrittenPage>(page).signIn();
    tabs.push({ name: names[folder], url, page });
  }

  const series: Series[] = [];
  const ratios: Record<From, number[]> = { navigation: [], script: [] };
  for (const mode of ['instant', 'never', 'down'] as const satisfies readonly Mode[]) {
    server.everything = mode;
    server.logout = mode;
    const values = { MoonKey: emptyTimes(), 'hand-written': emptyTimes() };
    for (let run = -WARM_UP; run < repeat; run++)
      for (const { name, url, page } of tabs) {
        await page.goto(url);
        const times = await remote<MoonKeyPage>(page).startTimes();
        if (run < 0) continue;
        values[name].navigation.push(times.navigation);
        values[name].script.push(times.script);
      }
    for (const from of ['navigation', 'script'] as const) {
      for (const { name } of tabs)
        series.push({
          name: `${name}, from ${from}, API ${MODES[mode]}`,
          unit: 'ms',
          values: values[name][from],
        });
      ratios[from].push(median(values.MoonKey[from]) / median(values['hand-written'][from]));
    }
  }
  server.everything = 'instant';
  server.release();
  server.logout = 'instant';
  for (const { page } of tabs) await page.close();

  return {
    title: 'Start with a stored session to the commit that shows the user',
    series,
    verdicts: (['navigation', 'script'] as const).map((from) =>
      atMost(
        `start from ${from} against the hand-written page, worst of 3 API modes`,
        Math.max(...ratios[from]),
        1.15,
      ),
    ),
    notes: [
      'Ours decrypts; the hand-written page stores in the clear. Files come from the HTTP cache.',
    ],
  };
}

const emptyTimes = (): Record<From, number[]> => ({ navigation: [], script: [] });
