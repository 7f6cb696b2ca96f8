import { clientPages } from '../clients/pages.js';
import type { Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { rest } from '../harness/rest.js';
import { type Mode, MODES } from '../harness/scripted-server.js';
import { median, type Series } from '../harness/statistics.js';
import { LIMIT, measureInTurn, notesOn, type Subject } from '../harness/subject.js';

const moonKey: Subject = { name: 'MoonKey', path: '/moon-key/index.html' };
const inModule: Subject = {
  name: 'MoonKey, engine made in a module',
  path: '/moon-key-module/index.html',
};
const handWritten: Subject = { name: 'hand-written', path: '/hand-written/index.html' };

const POINTS = ['navigation', 'script'] as const;

/** ms to the commit that shows the user, from the navigation and from the first line of JavaScript. */
type Times = Record<(typeof POINTS)[number], number>;

const API_MODES = ['instant', 'never', 'down'] as const satisfies readonly Mode[];

/** From the navigation, and from the first line of JavaScript, to the commit that shows the user. */
export async function measureStart(lab: Lab): Promise<Measure> {
  // By themselves: the target is about these. A client that goes on asking would disturb them.
  const targeted = await measure(lab, [moonKey, inModule, handWritten]);
  const clients = await clientPages(lab.server, 'start');
  const results = [...targeted, ...(await measure(lab, clients.subjects))];
  const failures = results.filter(({ values }) => values.length === 0);

  const medians = (of: Subject) =>
    targeted
      .filter(({ name }) => name === of.name)
      .map(({ values }) => median(values.map(({ navigation }) => navigation)));
  const theirs = medians(handWritten);
  const slowest = (of: Subject) =>
    Math.max(...medians(of).map((value, index) => value / (theirs[index] ?? NaN)));
  return {
    title: 'Start with a stored session to the commit that shows the user',
    series: POINTS.flatMap((from) =>
      results
        .filter(({ values }) => values.length > 0)
        .map(({ name, mode, values }): Series => ({
          name: `${name}, from ${from}, API ${MODES[mode]}`,
          unit: 'ms',
          values: values.map((each) => each[from]),
        })),
    ),
    verdicts: [moonKey, inModule].map((of) =>
      atMost(
        `${of.name}: start against the hand-written page, worst of 3 API modes`,
        slowest(of),
        1.15,
      ),
    ),
    notes: [
      'Ours decrypts; the others store in the clear. Files come from the HTTP cache.',
      ...notesOn(failures, 'no user shown'),
      ...clients.notes,
    ],
  };
}

/** Starts pages with a stored session. */
async function measure(lab: Lab, subjects: readonly Subject[]) {
  const { server } = lab;
  const results = await measureInTurn<Times>(
    lab,
    subjects,
    API_MODES,
    async ({ path, page, remote }, mode) => {
      server.everything = mode;
      server.logout = mode;
      await rest();
      await page.goto(server.url + path);
      // To ask a page takes it a moment: not while it starts.
      await rest();
      return remote.startTimes(LIMIT);
    },
    ({ remote }) => remote.signIn(),
  );
  server.everything = 'instant';
  server.release();
  server.logout = 'instant';
  return results;
}
