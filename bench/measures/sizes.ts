import { fileURLToPath } from 'node:url';
import { bundleSize } from '../harness/bundle-size.js';
import { installClients } from '../clients/install.js';
import { atMost, type Measure } from '../harness/measure.js';
import type { Series } from '../harness/statistics.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const react = ['react', 'react-dom', 'react/jsx-runtime'];
const libraries = ['xstate', '@xstate/react', 'idb'];

/** Minified and gzipped, everything counted that a page needs, but for React. */
export async function measureSizes(): Promise<Measure> {
  const all = await bundleSize({ ...ours('react'), external: react });
  const own = await bundleSize({ ...ours('react'), external: [...react, ...libraries] });
  const engine = await bundleSize({ ...ours('engine'), external: react });
  const inspect = await bundleSize({
    ...ours('inspect'),
    external: [...react, ...libraries, 'elkjs', '@statelyai/inspect', 'commander'],
  });
  const series: Series[] = [
    size('MoonKey: everything at the start', all.start),
    size('MoonKey: loads right after it, or on demand', all.lazy),
    size('MoonKey: our own code at the start', own.start),
    size('./engine alone, at the start', engine.start),
    size('./inspect alone, without its libraries, at the start', inspect.start),
  ];

  const clients = await installClients();
  for (const { client, name, source } of others) {
    const version = clients.versions[client];
    if (version === undefined) continue;
    const { start } = await bundleSize({ source, from: clients.folder });
    series.push(size(`${name} ${version}`, start));
  }
  return {
    title: 'Sizes',
    series,
    verdicts: [
      atMost('everything at the start but React', all.start, 22, ' kB'),
      atMost('our own code at the start', own.start, 7, ' kB'),
    ],
    notes: [
      'Minified by esbuild and gzipped at level 9, React left out. `./testing` runs in tests, not in pages.',
      ...clients.notes,
    ],
  };
}

const ours = (part: string) => ({
  source: `export * from './src/${part}/index.ts'`,
  from: root,
});

const size = (name: string, kB: number): Series => ({ name, unit: 'kB', values: [kB] });

const others = [
  {
    client: 'supabase',
    name: 'the auth part of Supabase',
    source: `export { AuthClient } from '@supabase/auth-js'`,
  },
  {
    client: 'supabase',
    name: 'Supabase',
    source: `export { createClient } from '@supabase/supabase-js'`,
  },
  {
    client: 'firebase',
    name: 'Firebase (app and auth)',
    source: `export { initializeApp } from 'firebase/app'; export { getAuth, onAuthStateChanged, signInWithCustomToken, signOut } from 'firebase/auth'`,
  },
];
