/** The folders under `test/` of each Vitest project. `.test.tsx` files always run in jsdom. */
export const testFolders = {
  unit: ['services', 'engine', 'session-api', 'testing', 'tools', 'cli', 'docs'],
  // They leave nothing behind in their process, and share one.
  'unit-shared': ['machines', 'cleaners', 'server', 'inspect', 'options', 'tooling'],
  react: ['react', 'patterns'],
  types: ['types'],
  simulation: ['simulation'],
  browser: ['browser'],
  e2e: ['e2e'],
  firefox: ['firefox'],
  webkit: ['webkit'],
  examples: ['examples'],
  steady: ['steady'],
  package: ['package'],
} as const satisfies Record<string, readonly string[]>;

/** The name of a Vitest project. */
export type TestProjectName = keyof typeof testFolders;
