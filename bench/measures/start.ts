import { clientPages } from '../clients/pages.js';
import { interleave, type Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { rest } from '../harness/rest.js';
import { type Mode, MODES } from '../harness/scripted-server.js';
import { median, type Series } from '../harness/statistics.js';
import { LIMIT, notesOn, openSubjects, type Subject } from '../harness/subject.js';

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

/** What was measured of a page in one mode of the API: nothing when it took over the limit. */
interface Result {
  readonly name: string;
  readonly mode: Mode;
  readonly times: readonly Times[];
}

/** From the navigation, and from the first line of JavaScript, to the commit that shows the user. */
export async function measureStart(lab: Lab): Promise<Measure> {
  // By themselves: the target is about these. A client that goes on asking would disturb them.
  const targeted = await measure(lab, [moonKey, inModule, handWritten]);
  const clients = await clientPages(lab.server, 'start');
  const results = [...targeted, ...(await measure(lab, clients.subjects))];
  const failures = results.filter(({ times }) => times.length === 0);

  const medians = (of: Subject) =>
    targeted
      .filter(({ name }) => name === of.name)
      .map(({ times }) => median(times.map(({ navigation }) => navigation)));
  const theirs = medians(handWritten);
  const slowest = (of: Subject) =>
    Math.max(...medians(of).map((value, index) => value / (theirs[index] ?? NaN)));
  return {
    title: 'Start with a stored session to the commit that shows the user',
    series: POINTS.flatMap((from) =>
      results
        .filter(({ times }) => times.length > 0)
        .map(({ name, mode, times }): Series => ({
          name: `${name}, from ${from}, API ${MODES[mode]}`,
          unit: 'ms',
          values: times.map((each) => each[from]),
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

/** Starts pages in turn, in one mode of the API after the other. */
async function measure(lab: Lab, all: readonly Subject[]): Promise<Result[]> {
  const { server, repeat } = lab;
  const subjects = await openSubjects(lab, all);
  for (const { remote } of subjects) await remote.signIn();
  const results: Result[] = [];
  for (const mode of API_MODES) {
    server.everything = mode;
    server.logout = mode;
    const things = subjects.map(({ name, path, page, remote }) => [
      name,
      async () => {
        await rest();
        await page.goto(server.url + path);
        // To ask a page takes it a moment: not while it starts.
        await rest();
        return remote.startTimes(LIMIT);
      },
    ]);
    const times = await interleave<string, Times>(repeat, Object.fromEntries(things));
    for (const { name } of subjects) results.push({ name, mode, times: times[name] ?? [] });
  }
  server.everything = 'instant';
  server.release();
  server.logout = 'instant';
  for (const { page } of subjects) await page.close();
  return results;
}
