import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createApp, type App } from './support/app.js';

/** The app's own transformer of TypeScript: the preset brings the one for this package. */
const transformer = `const { transformSync } = require('esbuild');
exports.process = (source) => ({
  code: transformSync(source, { loader: 'tsx', format: 'cjs', jsx: 'automatic' }).code,
});
`;

const source = `import { useMoonKey } from '@moon-key/react-auth';

export default function App() {
  const { ready, user, logout, start } = useMoonKey();
  if (!ready) return <p>One moment…</p>;
  if (!user) return <button onClick={start}>Log in</button>;
  return (
    <>
      <p data-testid="user">{user.email}</p>
      <button onClick={logout}>Log out</button>
    </>
  );
}
`;

const platform = `/** @jest-environment @moon-key/react-auth/jest/environment */
import { expect, it } from '@jest/globals';
import { createAuthHandler } from '@moon-key/react-auth/server';

it('has what browsers have, and the server loads too', () => {
  expect(structuredClone({ text: new TextEncoder().encode('é').length })).toEqual({ text: 2 });
  expect(typeof createAuthHandler).toBe('function');
});
`;

let app: App;
beforeAll(async () => {
  app = createApp('npm', inject('tarballs'));
  const installed = await app.run(
    'npm install jest@30 jest-environment-jsdom@30 @moon-key/react-auth',
  );
  if (installed.code !== 0) throw new Error(installed.output);
  const linked = ['react', 'react-dom', '@testing-library/react', '@testing-library/dom'];
  for (const name of [...linked, 'fake-indexeddb', 'esbuild']) {
    const link = join(app.folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { recursive: true, force: true });
    symlinkSync(resolve('node_modules', name), link);
  }
}, 300_000);
afterAll(() => app.remove());

test(
  'Jest 30 runs what moonkey-testgen writes, with the preset that is shipped',
  { timeout: 120_000 },
  async () => {
    app.write('esbuild.cjs', transformer);
    app.write(
      'jest.config.cjs',
      "module.exports = { preset: '@moon-key/react-auth/jest', transform: { '\\\\.tsx?$': './esbuild.cjs' } };",
    );
    app.write('src/App.tsx', source);
    app.write('src/platform.test.ts', platform);
    const written = await app.run(
      'npx moonkey-testgen --out src/auth-paths --runner jest --limit 12',
    );
    expect(written.code, written.output).toBe(0);
    const { code, output } = await app.run('npx jest');
    expect(output).toMatch(/Tests: +13 passed, 13 total/);
    expect(code).toBe(0);
  },
);
