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

/** The direction of dependencies: `machines` ← `engine` → `services`, and everything else on top. */
export const layers: Readonly<Record<string, Layer>> = {
  options: { folders: [], typesOf: [], packages: [], browser: true },
  machines: { folders: [], typesOf: [], packages: ['xstate'], browser: true },
  services: { folders: [], typesOf: ['machines'], packages: ['idb', 'xstate'], browser: true },
  engine: {
    folders: ['machines', 'services', 'options'],
    typesOf: [],
    packages: ['xstate'],
    browser: true,
  },
  cleaners: {
    folders: ['options'],
    typesOf: ['engine', 'services', 'machines'],
    packages: [],
    browser: true,
  },
  react: {
    folders: ['engine', 'options'],
    typesOf: ['machines', 'services'],
    packages: ['react', 'react-dom', '@xstate/react', 'xstate'],
    browser: true,
  },
  inspect: {
    folders: ['engine', 'machines', 'services', 'react', 'options'],
    typesOf: [],
    browser: true,
  },
  testing: {
    folders: ['engine', 'machines', 'services', 'react', 'options'],
    typesOf: ['server'],
    browser: false,
  },
  server: {
    folders: ['options'],
    typesOf: ['engine', 'services', 'machines', 'session-api'],
    browser: false,
  },
  'session-api': {
    folders: ['options'],
    typesOf: ['engine', 'services', 'machines', 'server'],
    browser: false,
  },
};
