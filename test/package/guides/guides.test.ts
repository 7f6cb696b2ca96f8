import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmptyApp } from './empty-vite-app.js';
import { guideApps } from './guide-apps.js';
import type { RanTest } from './run-in-one-vitest.js';
import { runInOneVitest } from './run-in-one-vitest.js';

/** Guides whose first command runs Vitest: how many tests it must have, at least. */
const underVitest = {
  'Checks and facts of your own': 10,
  'Random walks': 11,
  'A machine of your own': 2,
  'A flight recorder': 2,
  'A sequence diagram': 1,
} as const;
const coverage = 'What your tests took';

const guides = guideApps();
afterAll(() => guides.remove());

/** The mistakes that guides have their readers make. */
const mistakes = {
  guess: () =>
    guides.changed('Random walks', 'guess', {
      'src/App.tsx': (text) => text.replace(/^.*!ready.*\n/m, ''),
    }),
  lifted: () =>
    guides.changed('Checks and facts of your own', 'lifted', {
      'src/Note.tsx': (text) =>
        text
          .replace('  const { ready', '  const note = useNote();\n  const { ready')
          .replace('<Editor key={user.id} />', '<Editor {...note} />')
          .replace('function Editor() {', 'function useNote() {')
          .replace(
            '  return (\n    <>\n      <input',
            '  return { text, setText, saved, setSaved };\n}\n\nfunction Editor({ text, setText, saved, setSaved }: ReturnType<typeof useNote>) {\n  return (\n    <>\n      <input',
          ),
    }),
};

describe('guides under Vitest', { timeout: 180_000 }, () => {
  let testsOf: (app: EmptyApp) => readonly RanTest[];
  let [guess, lifted]: EmptyApp[] = [];
  beforeAll(async () => {
    const right = Object.keys(underVitest).map((title) => guides.of(title));
    const wrong = ([guess, lifted] = [mistakes.guess(), mistakes.lifted()]);
    testsOf = await runInOneVitest(guides.folder, [...right, ...wrong]);
  }, 180_000);

  const failuresOf = (app: EmptyApp | undefined) =>
    app ? testsOf(app).filter(({ status }) => status !== 'passed') : [];

  it.each(Object.entries(underVitest))('%s: it passes as it is printed', (title, least) => {
    expect(failuresOf(guides.of(title))).toEqual([]);
    expect(testsOf(guides.of(title)).length).toBeGreaterThanOrEqual(least);
  });

  it('Checks and facts of your own: the story is told, and a note that stays is found', () => {
    const titles = testsOf(guides.of('Checks and facts of your own')).map(({ title }) => title);
    expect(titles).toContain(
      'authenticated → edit a note → session expires → logged out, session expired',
    );
    const [failure, ...more] = failuresOf(lifted);
    expect(failure?.title).toMatch(/^authenticated → edit a note → log out → .*another user/);
    expect(failure?.failureMessages.join()).toMatch(/\n> code accepted\n/);
    expect(more).toEqual([]);
  });

  it('Random walks: a mistake is told as a short story with its seed', () => {
    const told = failuresOf(guess).flatMap(({ failureMessages }) => failureMessages);
    expect(told.join('\n')).toMatch(
      /seed: 42, path: "[\d:]+".*\nCounterexample: \[pathFromEvents\(\['opensSlowlySigned(?:In|Out)'\]\)/,
    );
  });

  it('A flight recorder: its recording is taken by moonkey-testgen', async () => {
    const app = guides.of('A flight recorder');
    const [, command = ''] = guides.commands('A flight recorder');
    const args = command.split(' ').slice(2);
    expect(app.read('record.json')).toContain('"format"');
    expect(await app.run('moonkey-testgen', ...args)).toMatchObject({
      ok: false,
      output: expect.stringContaining('src/auth-paths/auth-driver.tsx'),
    });
    const { output } = await app.run('moonkey-testgen', ...args);
    expect(output).toContain('the app does right on all that was recorded');
  });

  it('A sequence diagram: it is written', () => {
    expect(guides.of('A sequence diagram').read('logout.mmd')).toMatch(/^sequenceDiagram\n/);
  });

  it('What your tests took: it is drawn', async () => {
    const app = guides.of(coverage);
    const { ok, output } = await app.run('vitest', 'run');
    expect(output).toMatch(/auth: \d+ % · \d+ of \d+ transitions/);
    expect(ok, output).toBe(true);
    expect(app.read('auth-coverage.html')).toContain('<h1>What was taken</h1>');
  });

  it('type-check as they are printed', async () => {
    const apps = [...Object.keys(underVitest), coverage, 'Playwright'].map((title) =>
      guides.of(title),
    );
    const [app] = apps;
    const { compilerOptions } = JSON.parse(app?.read('tsconfig.json') ?? '') as {
      compilerOptions: object;
    };
    const include = apps.flatMap(({ folder }) => [join(folder, 'src'), join(folder, 'tests')]);
    const all = join(guides.folder, 'tsconfig.json');
    writeFileSync(all, JSON.stringify({ compilerOptions, include }));
    app?.write('tsconfig.all.json', JSON.stringify({ extends: '../tsconfig.json', include }));
    expect(await app?.run('tsc', '-p', 'tsconfig.all.json')).toEqual({ ok: true, output: '' });
  });
});
