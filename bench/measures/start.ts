import { clientPages } from '../clients/pages.js';
import { interleave, type Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { type Mode, MODES } from '../harness/scripted-server.js';
import { median, type Series } from '../harness/statistics.js';
import { type Failure, LIMIT, notesOn, openSubjects, type Subject } from '../harness/subject.js';

const moonKey: Subject = { name: 'MoonKey', path: '/moon-key/index.html' };
const inModule: Subject = {
  name: 'MoonKey, engine made in a module',
  path: '/moon-key-module/index.html',
};
const handWritten: Subject = { name: 'hand-written', path: '/hand-written/index.html' };

type Times = Record<'navigation' | 'script', number>;

/** From the navigation, and from the first line of JavaScript, to the commit that shows the user. */
export async function measureStart(lab: Lab): Promise<Measure> {
  const { server, repeat } = lab;
  const clients = await clientPages(server, 'start');
  const subjects = await openSubjects(lab, [moonKey, inModule, handWritten, ...clients.subjects]);
  for (const { remote } of subjects) await remote.signIn();

  const series: Series[] = [];
  const failures: Failure[] = [];
  const verdicts: Record<string, number[]> = {};
  for (const mode of ['instant', 'never', 'down'] as const satisfies readonly Mode[]) {
    server.everything = mode;
    server.logout = mode;
    const things = subjects.map(({ name, path, page, remote }) => [
      name,
      async () => {
        await page.goto(server.url + path);
        return remote.startTimes(LIMIT);
      },
    ]);
    const all = await interleave<string, Times>(repeat, Object.fromEntries(things));
    const values = (name: string, from: keyof Times) => (all[name] ?? []).map((each) => each[from]);
    for (const from of ['navigation', 'script'] as const) {
      for (const { name } of subjects)
        if (values(name, from).length > 0)
          series.push({
            name: `${name}, from ${from}, API ${MODES[mode]}`,
            unit: 'ms',
            values: values(name, from),
          });
      for (const { name } of [moonKey, inModule])
        (verdicts[`${name}: start from ${from} against the hand-written page`] ??= []).push(
          median(values(name, from)) / median(values(handWritten.name, from)),
        );
    }
    for (const { name } of subjects) if (!all[name]?.length) failures.push({ name, mode });
  }
  server.everything = 'instant';
  server.release();
  server.logout = 'instant';
  for (const { page } of subjects) await page.close();

  return {
    title: 'Start with a stored session to the commit that shows the user',
    series,
    verdicts: Object.entries(verdicts).map(([claim, ratios]) =>
      atMost(`${claim}, worst of 3 API modes`, Math.max(...ratios), 1.15),
    ),
    notes: [
      'Ours decrypts; the others store in the clear. Files come from the HTTP cache.',
      ...notesOn(failures, 'no user shown'),
      ...clients.notes,
    ],
  };
}
