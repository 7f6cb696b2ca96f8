import { clientPages } from '../clients/pages.js';
import type { Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { rest } from '../harness/rest.js';
import { type Mode, MODES } from '../harness/scripted-server.js';
import { median } from '../harness/statistics.js';
import { LIMIT, measureInTurn, notesOn, type Subject } from '../harness/subject.js';

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
  const { server } = lab;
  const measure = (...subjects: Subject[]) =>
    measureInTurn(lab, subjects, Object.keys(MODES) as Mode[], async ({ remote }, mode) => {
      server.logout = mode;
      await remote.signIn();
      await rest();
      const commit = await remote.logout(LIMIT);
      server.release();
      await remote.finish();
      return commit;
    });
  // By themselves: the target is about these two. Others in turn, or npm at work, would disturb them.
  const targeted = await measure(moonKey, deviceFirst);
  const clients = await clientPages(server, 'logout');
  const results = [...targeted, ...(await measure(serverFirst, ...clients.subjects))];
  server.logout = 'instant';
  const failures = results.filter(({ values }) => values.length === 0);

  const medians = (of: Subject) =>
    results.filter(({ name }) => name === of.name).map(({ values }) => median(values));
  const ours = medians(moonKey);
  const theirs = medians(deviceFirst);
  const slowest = Math.max(...ours.map((value, index) => value / (theirs[index] ?? NaN)));
  return {
    title: 'logout() to the commit that shows it',
    series: results
      .filter(({ values }) => values.length > 0)
      .map(({ name, mode, values }) => ({
        name: `${name}, server ${MODES[mode]}`,
        unit: 'ms',
        values,
      })),
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
