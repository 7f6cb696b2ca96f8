import type { Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { rest } from '../harness/rest.js';
import { median, type Series } from '../harness/statistics.js';
import { LIMIT, measureInTurn, notesOn, type Subject } from '../harness/subject.js';

const moonKey: Subject = { name: 'MoonKey', path: '/moon-key/index.html' };
const oneKey: Subject = { name: 'one localStorage key', path: '/one-key/index.html' };

interface Times {
  readonly navigation: number;
  readonly script: number;
}

/** What a visitor waits for who is not signed in, and has been here before. */
export async function measureVisitor(lab: Lab): Promise<Measure> {
  const results = await measureInTurn<Times>(
    lab,
    [moonKey, oneKey],
    ['instant'],
    async ({ path, page, remote }) => {
      await rest();
      await page.goto(lab.server.url + path);
      // To ask a page takes it a moment: not while it starts.
      await rest();
      return remote.vacantTimes(LIMIT);
    },
    ({ remote }) => remote.signOut(),
  );
  const failures = results.filter(({ values }) => values.length === 0);
  const medianOf = (of: Subject, point: keyof Times) =>
    median(
      results
        .filter(({ name }) => name === of.name)
        .flatMap(({ values }) => values.map((each) => each[point])),
    );
  const series = (['navigation', 'script'] as const).flatMap((point) =>
    results.map(({ name, values }): Series => ({
      name: `${name}, from ${point}`,
      unit: 'ms',
      values: values.map((each) => each[point]),
    })),
  );
  return {
    title: 'Start of a visitor who is not signed in, to the commit that says so',
    series,
    verdicts: [
      atMost(
        'MoonKey: start of a visitor, against a page that reads one localStorage key',
        medianOf(moonKey, 'navigation') / medianOf(oneKey, 'navigation'),
        1,
      ),
    ],
    notes: [
      'The first visit of all waits for the disk: nothing is known of it.',
      ...notesOn(failures, 'nobody shown'),
    ],
  };
}
