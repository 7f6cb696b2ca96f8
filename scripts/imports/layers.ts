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
  machines: { folders: [], typesOf: [], packages: ['xstate'], browser: true },
  services: { folders: [], typesOf: ['machines'], packages: ['idb', 'xstate'], browser: true },
  engine: { folders: ['machines', 'services'], typesOf: [], packages: ['xstate'], browser: true },
  cleaners: {
    folders: [],
    typesOf: ['engine', 'services', 'machines'],
    packages: [],
    browser: true,
  },
  react: {
    folders: ['engine'],
    typesOf: ['machines', 'services'],
    packages: ['react', 'react-dom', '@xstate/react', 'xstate'],
    browser: true,
  },
  inspect: { folders: ['engine', 'machines', 'services', 'react'], typesOf: [], browser: true },
  testing: {
    folders: ['engine', 'machines', 'services', 'react'],
    typesOf: ['server'],
    browser: false,
  },
  server: {
    folders: [],
    typesOf: ['engine', 'services', 'machines'],
    browser: false,
  },
  moved: { folders: [], typesOf: [], packages: [], browser: true },
};
