import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import type { BrowserConfigOptions } from 'vitest/node';
import { sourceAliases } from './scripts/aliases.js';
import { chromiumArgs, findChromium } from './scripts/chromium.js';
import { firefoxProvider } from './scripts/test/firefox-provider.js';
import { webKitProvider } from './scripts/test/webkit-provider.js';
import { testFolders, type TestProjectName } from './scripts/test/folders.js';

const executablePath = findChromium();
/** How long a test waits for what can be seen, in ms: a loaded machine is slow. */
const patience = { poll: { timeout: 10_000 } };
const resolve = { alias: sourceAliases() };
/** What both projects of unit tests have. */
const unit = {
  expect: patience,
  environment: 'node',
  setupFiles: 'test/setup/patience.ts',
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const;
const tests = (project: TestProjectName, extensions: string): string[] =>
  testFolders[project].map((folder) => `test/${folder}/**/*.test.${extensions}`);

/** The tests that run in a page, in one engine. */
function browserProject(
  name: string,
  engine: Pick<BrowserConfigOptions, 'provider' | 'instances'>,
): TestProjectInlineConfiguration {
  return {
    resolve,
    plugins: [react()],
    optimizeDeps: {
      include: [
        '@xstate/react',
        'idb',
        'react',
        'react-dom',
        'react-dom/client',
        'react/jsx-dev-runtime',
        'react/jsx-runtime',
        'vitest-browser-react',
        'xstate',
      ],
    },
    test: {
      name,
      expect: patience,
      include: tests('browser', '{ts,tsx}'),
      testTimeout: 60_000,
      browser: { enabled: true, headless: true, screenshotFailures: false, ...engine },
    },
  };
}

export default defineConfig({
  resolve,
  test: {
    projects: [
      {
        resolve,
        test: { ...unit, name: 'unit', include: tests('unit', 'ts') },
      },
      {
        resolve,
        // A process and its modules for all files, in place of one for each.
        test: { ...unit, name: 'unit-shared', include: tests('unit-shared', 'ts'), isolate: false },
      },
      {
        resolve,
        plugins: [react()],
        test: {
          name: 'react',
          expect: patience,
          environment: 'jsdom',
          include: [
            ...tests('react', '{ts,tsx}'),
            ...tests('unit', 'tsx'),
            ...tests('unit-shared', 'tsx'),
          ],
          setupFiles: ['test/setup/patience.ts', 'test/setup/react.ts'],
          testTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['test/types/**/*.test-d.{ts,tsx}'],
            tsconfig: 'tsconfig.json',
            ignoreSourceErrors: true,
          },
        },
      },
      {
        resolve,
        test: {
          name: 'simulation',
          environment: 'node',
          include: tests('simulation', 'ts'),
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      browserProject('browser', {
        provider: playwright({
          launchOptions: {
            args: [...chromiumArgs],
            ...(executablePath === undefined ? {} : { executablePath }),
          },
        }),
        instances: [{ browser: 'chromium' }],
      }),
      browserProject('browser-in-firefox', {
        provider: firefoxProvider(),
        instances: [
          {
            browser: 'firefox',
            // What needs Chromium's own protocol, and what takes most of a minute.
            exclude: ['test/browser/{clear-site-data,auth-paths}.test.*'],
          },
        ],
      }),
      browserProject('browser-in-webkit', {
        provider: webKitProvider(),
        instances: [
          {
            browser: 'webkit',
            // What needs Chromium's own protocol, and what takes most of a minute.
            exclude: ['test/browser/{clear-site-data,auth-paths}.test.*'],
          },
        ],
      }),
      {
        resolve,
        test: {
          name: 'e2e',
          expect: patience,
          environment: 'node',
          include: tests('e2e', 'ts'),
          testTimeout: 90_000,
          hookTimeout: 90_000,
          fileParallelism: false,
          // What the files import, and bundle for their pages, is the same.
          isolate: false,
        },
      },
      {
        resolve,
        test: {
          name: 'firefox',
          expect: patience,
          environment: 'node',
          include: tests('firefox', 'ts'),
          testTimeout: 90_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
      {
        resolve,
        test: {
          name: 'webkit',
          expect: patience,
          environment: 'node',
          include: tests('webkit', 'ts'),
          testTimeout: 90_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
      {
        resolve,
        test: {
          name: 'examples',
          expect: patience,
          environment: 'node',
          include: tests('examples', 'ts'),
          globalSetup: 'test/examples/pack.ts',
          testTimeout: 120_000,
          // An app is installed and built in it.
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        resolve,
        plugins: [react()],
        test: {
          name: 'steady',
          environment: 'node',
          include: tests('steady', '{ts,tsx}'),
          setupFiles: ['test/setup/patience.ts', 'test/setup/react.ts'],
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        resolve,
        test: {
          name: 'package',
          expect: patience,
          environment: 'node',
          include: tests('package', 'ts'),
          globalSetup: 'test/package/pack.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Most of an installation is waiting.
          maxWorkers: 2,
        },
      },
    ],
  },
});
