import type { AuthPath, AuthStep } from '../paths/index.js';
import type { Runner } from './heads.js';
import { heads } from './heads.js';

const quote = (text: string) =>
  text.includes("'") ? JSON.stringify(text) : `'${text.replaceAll('\\', '\\\\')}'`;

/** The source of a test file with one test of each path. `driver` is the module of the driver. */
export function writeTests(paths: readonly AuthPath[], runner: Runner, driver: string): string {
  const lines = [
    ...heads(runner, ['pathFromEvents'], ['describe', 'it']),
    `import { driver } from ${quote(driver)};`,
    '',
    '// Written by moonkey-testgen. It is yours now: what you change here, nobody overwrites unasked.',
    '',
  ];
  const tests = paths.map((path) =>
    runner === 'playwright' ? browserTest(path) : memoryTest(path),
  );
  if (runner === 'playwright') return [...lines, tests.join('\n\n'), ''].join('\n');
  const body = tests.join('\n\n').replaceAll(/^(?=.)/gm, '  ');
  return [...lines, "describe('auth paths', () => {", body, '});', ''].join('\n');
}

/** The source of a test file with the test of a recording, and what went wrong in it. */
export function writeRecordedTest(
  path: AuthPath,
  runner: Runner,
  driver: string,
  complaint: string,
): string {
  return [
    ...heads(runner, ['pathFromEvents'], ['it']),
    `import { driver } from ${quote(driver)};`,
    '',
    '// Written by moonkey-testgen from a recording, and made as short as it goes. What went wrong there:',
    ...complaint.split('\n').map((line) => `// ${line}`),
    '',
    runner === 'playwright' ? browserTest(path) : memoryTest(path),
    '',
  ].join('\n');
}

const memoryTest = (path: AuthPath) =>
  [
    `it(${quote(path.name)}, async () => {`,
    ...story(path),
    '  await walkAuthPath(path, driver);',
    '});',
  ].join('\n');

const browserTest = (path: AuthPath) =>
  [
    `test(${quote(path.name)}, async ({ context }) => {`,
    ...story(path),
    '  await walkAuthPathInBrowser(context, path, driver, { step: test.step });',
    '});',
  ].join('\n');

function story({ steps }: AuthPath): string[] {
  const facts = steps.map((step) => `    ${quote(step.fact)}, // ${comment(step)}`);
  return ['  const path = pathFromEvents([', ...facts, '  ]);'];
}

const comment = ({ label, visible }: AuthStep) =>
  `${label}: the app shows ${visible.user ?? (visible.status === 'initializing' ? 'neither' : 'nobody')}`;
