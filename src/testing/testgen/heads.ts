/** The test runners that tests can be written for. */
export const runners = ['vitest', 'jest', 'playwright'] as const;

/** A test runner. */
export type Runner = (typeof runners)[number];

/** The package's entry for tests. */
export const kit = '@moon-key/react-auth/testing';

/** The first lines of a test file: what it takes of the kit besides a walk, and of the runner. */
export function heads(
  runner: Runner,
  ofTheKit: readonly string[],
  ofTheRunner: readonly string[],
): readonly string[] {
  const walk = runner === 'playwright' ? 'walkAuthPathInBrowser' : 'walkAuthPath';
  const names = [...ofTheKit, walk].join(', ');
  const from = { vitest: 'vitest', jest: '@jest/globals', playwright: '@playwright/test' }[runner];
  const taken = runner === 'playwright' ? 'test' : ofTheRunner.join(', ');
  const first = {
    vitest: ['// @vitest-environment jsdom'],
    jest: ['/** @jest-environment @moon-key/react-auth/jest/environment */'],
    playwright: [],
  }[runner];
  const imports = [`import { ${taken} } from '${from}';`, `import { ${names} } from '${kit}';`];
  return [...first, ...imports.toSorted((a, b) => (moduleIn(a) < moduleIn(b) ? -1 : 1))];
}

function moduleIn(line: string): string {
  return line.slice(line.indexOf("'"));
}
