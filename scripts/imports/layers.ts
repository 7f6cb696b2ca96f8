/** What the files of one folder under `src/` may import. */
export interface Layer {
  /** Sibling folders whose values may be imported. */
  folders: readonly string[];
  /** Sibling folders of which only types may be imported. */
  typesOf: readonly string[];
  /** Packages whose values may be imported; `undefined` means any. */
  packages?: readonly string[];
  /** Whether the folder must run in a browser; its `bin.ts` need not. */
  browser: boolean;
}

/**
 * The direction of dependencies: `options` checks what users pass, `wire` is what browser and server
 * share, and both are below everything;
 * `machines` ← `engine` → `services` stand on it, and everything else on top.
 */
export const layers: Readonly<Record<string, Layer>> = {
  options: { folders: [], typesOf: [], packages: [], browser: true },
  wire: { folders: [], typesOf: [], packages: [], browser: true },
  machines: { folders: ['wire'], typesOf: [], packages: ['xstate'], browser: true },
  services: {
    folders: ['wire'],
    typesOf: ['machines'],
    packages: ['idb', 'xstate'],
    browser: true,
  },
  engine: {
    folders: ['options', 'wire', 'machines', 'services'],
    typesOf: [],
    packages: ['xstate'],
    browser: true,
  },
  cleaners: {
    folders: ['options'],
    typesOf: ['engine', 'services', 'machines', 'wire'],
    packages: [],
    browser: true,
  },
  fetch: {
    folders: ['options', 'engine'],
    typesOf: [],
    packages: [],
    browser: true,
  },
  react: {
    folders: ['options', 'wire', 'engine'],
    typesOf: ['machines', 'services'],
    packages: ['react', 'react-dom', '@xstate/react', 'xstate'],
    browser: true,
  },
  inspect: {
    folders: ['options', 'wire', 'engine', 'machines', 'services', 'react'],
    typesOf: [],
    browser: true,
  },
  testing: {
    folders: [
      'options',
      'wire',
      'engine',
      'machines',
      'services',
      'cleaners',
      'fetch',
      'react',
      'inspect',
    ],
    typesOf: ['server'],
    browser: false,
  },
  server: {
    folders: ['options', 'wire'],
    typesOf: ['engine', 'services', 'machines'],
    browser: false,
  },
  next: { folders: ['server'], typesOf: [], packages: ['next'], browser: false },
  router: { folders: ['react', 'wire'], typesOf: [], packages: ['react'], browser: true },
  tools: {
    folders: ['options', 'engine', 'machines', 'react', 'inspect', 'testing'],
    typesOf: [],
    browser: false,
  },
  cli: { folders: [], typesOf: [], packages: ['commander'], browser: false },
  moved: { folders: [], typesOf: [], packages: [], browser: true },
};
