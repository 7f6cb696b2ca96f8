import { clientPages } from '../clients/pages.js';
import { interleave, type Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { type Mode, MODES } from '../harness/scripted-server.js';
import { median, type Series } from '../harness/statistics.js';
import { type Failure, LIMIT, notesOn, openSubjects, type Subject } from '../harness/subject.js';

const moonKey: Subject = { name: 'MoonKey', path: '/moon-key/index.html' };
const deviceFirst: Subject = {
  name: 'hand-written, device first',
  path: '/hand-written/index.html',
};
/** As slow as its server, and helpless without it. */
const serverFirst: Subject = {
  name: 'hand-written, server first',
  path: '/hand-written/index.html?serverFirst',
};

/** From the click to the React commit that shows nobody signed in. */
export async function measureLogout(lab: Lab): Promise<Measure> {
  const { server, repeat } = lab;
  const clients = await clientPages(server, 'logout');
  const subjects = await openSubjects(lab, [
    moonKey,
    deviceFirst,
    serverFirst,
    ...clients.subjects,
  ]);
  const series: Series[] = [];
  const failures: Failure[] = [];
  const ours: number[] = [];
  const theirs: number[] = [];

  for (const mode of Object.keys(MODES) as Mode[]) {
    const things = subjects.map(({ name, remote }) => [
      name,
      async () => {
        server.logout = mode;
        await remote.signIn();
        const commit = await remote.logout(LIMIT);
        server.release();
        await remote.finish();
        return commit;
      },
    ]);
    const all = await interleave<string, number>(repeat, Object.fromEntries(things));
    for (const { name } of subjects) {
      const values = all[name] ?? [];
      if (values.length === 0) failures.push({ name, mode });
      else series.push({ name: `${name}, server ${MODES[mode]}`, unit: 'ms', values });
    }
    ours.push(median(all[moonKey.name] ?? []));
    theirs.push(median(all[deviceFirst.name] ?? []));
  }
  server.logout = 'instant';
  for (const { page } of subjects) await page.close();

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
    notes: [...notesOn(failures, 'still signed in'), ...clients.notes],
  };
}
