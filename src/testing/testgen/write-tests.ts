import type { AuthPath, AuthStep } from '../paths/index.js';

/** The test runners that tests can be written for. */
export const runners = ['vitest', 'jest', 'playwright'] as const;

/** A test runner. */
export type Runner = (typeof runners)[number];

const kit = '@moon-key/react-auth/testing';

const heads: Readonly<Record<Runner, readonly string[]>> = {
  vitest: [
    '// @vitest-environment jsdom',
    "import { pathFromEvents, walkAuthPath } from '@moon-key/react-auth/testing';",
    "import { describe, it } from 'vitest';",
  ],
  jest: [
    '/** @jest-environment jsdom */',
    "import { describe, it } from '@jest/globals';",
    "import { pathFromEvents, walkAuthPath } from '@moon-key/react-auth/testing';",
  ],
  playwright: [
    "import { pathFromEvents, walkAuthPathInBrowser } from '@moon-key/react-auth/testing';",
    "import { test } from '@playwright/test';",
  ],
};

const quote = (text: string) =>
  text.includes("'") ? JSON.stringify(text) : `'${text.replaceAll('\\', '\\\\')}'`;

/** The source of a test file with one test of each path. `driver` is the module of the driver. */
export function writeTests(paths: readonly AuthPath[], runner: Runner, driver: string): string {
  const lines = [
    ...heads[runner],
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
    '  await walkAuthPathInBrowser(context, path, driver);',
    '});',
  ].join('\n');

function story({ steps }: AuthPath): string[] {
  const facts = steps.map((step) => `    ${quote(step.fact)}, // ${comment(step)}`);
  return ['  const path = pathFromEvents([', ...facts, '  ]);'];
}

const comment = ({ label, visible }: AuthStep) =>
  `${label}: the app shows ${visible.user ?? (visible.status === 'initializing' ? 'neither' : 'nobody')}`;

/** The source of a driver to fill in; `importOfApp` is a statement. */
export function writeDriver(runner: Runner, importOfApp: string): string {
  return runner === 'playwright' ? browserDriver : memoryDriver.replace(theApp, importOfApp);
}

/** Where the import of the app goes. */
const theApp = 'IMPORT_OF_APP';

const memoryDriver = `import type { AuthDriver, FakePageUnderTest } from '${kit}';
import { MoonKeyProvider } from '@moon-key/react-auth';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
IMPORT_OF_APP

/** How a test works your app. Change what is different in yours. */
export const driver: AuthDriver<FakePageUnderTest> = {
  open: ({ auth }) =>
    render(
      <MoonKeyProvider auth={auth}>
        <App />
      </MoonKeyProvider>,
    ),
  close: cleanup,
  logOut: () => fireEvent.click(screen.getByText('Log out')),
  // An e-mail address, null where the app says that nobody is signed in, undefined while it loads.
  whoIsLoggedIn: () =>
    screen.queryByTestId('user')?.textContent ?? (screen.queryByText('Log in') ? null : undefined),
};
`;

const browserDriver = `import type { Page } from '@playwright/test';
import { drivers } from '${kit}';

/** How a test works your app, which signs in through the dialog. Change what is different in yours. */
export const driver = drivers.dialog<Page>({
  open: (page) => page.goto('/'),
  start: (page) => page.getByText('Log in').click(),
  logOut: (page) => page.getByText('Log out').click(),
  // An e-mail address, null where the app says that nobody is signed in, undefined while it loads.
  async whoIsLoggedIn(page) {
    const user = page.getByTestId('user');
    if (await user.count()) return user.textContent();
    return (await page.getByText('Log in').count()) ? null : undefined;
  },
});
`;
