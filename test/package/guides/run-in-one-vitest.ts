import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmptyApp } from './empty-vite-app.js';

/** One test of an app, and how it went. */
export interface RanTest {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly RanTest[];
  }[];
}

/** Each worker goes from app to app: a test that writes a file does so in its own. */
const inItsFolder = `import { inject } from 'vitest';

process.chdir(inject('folder'));
`;

/** Runs the tests of many apps in one Vitest, below `folder`; resolves to what became of those of an app. */
export async function runInOneVitest(
  folder: string,
  apps: readonly EmptyApp[],
): Promise<(app: EmptyApp) => readonly RanTest[]> {
  const setup = join(folder, 'in-its-folder.ts');
  writeFileSync(setup, inItsFolder);
  const projects = apps.map((app) => ({
    extends: join(app.folder, 'vite.config.ts'),
    root: app.folder,
    test: { setupFiles: [setup], provide: { folder: app.folder } },
  }));
  const config = JSON.stringify({ test: { projects } });
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${config};`);
  const to = join(folder, 'report.json');
  const ran = await apps[0]?.run(
    ...(['vitest', 'run', '--root', folder] as const),
    ...['--reporter=json', '--reporter=dot', '--outputFile.json', to],
  );
  const report = readReport(to, ran?.output ?? 'no app');
  return (app) =>
    report.testResults
      .filter(({ name }) => name.startsWith(`${app.folder}/`))
      .flatMap(({ name, message, assertionResults }) =>
        assertionResults.length === 0
          ? [{ title: name, status: 'broken', failureMessages: [message] }]
          : assertionResults,
      );
}

function readReport(file: string, output: string): Report {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch (cause) {
    throw new Error(output, { cause });
  }
}
