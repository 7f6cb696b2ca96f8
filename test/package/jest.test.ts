import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readGuides } from './guides/read-guides.js';
import { createApp, type App } from './support/app.js';

const guides = readGuides();
const [base, guide] = [guides.get('The app'), guides.get('Jest')];
if (!base || !guide) throw new Error('docs/guides.md has no guide for Jest');

/** The packages that the guide has its reader install, of the versions that are known to work. */
const packages = guide.packages.map((name) =>
  name.startsWith('jest') ? `${name}@30` : `${name}@7`,
);

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
  const installed = await app.run(`npm install ${packages.join(' ')} @moon-key/react-auth`);
  if (installed.code !== 0) throw new Error(installed.output);
  const linked = ['react', 'react-dom', '@testing-library/react', '@testing-library/dom'];
  for (const name of [...linked, 'fake-indexeddb']) {
    const link = join(app.folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { recursive: true, force: true });
    symlinkSync(resolve('node_modules', name), link);
  }
}, 300_000);
afterAll(() => app.remove());

test(
  'Jest 30 runs what moonkey-testgen writes, as the guide in docs/guides.md has it',
  { timeout: 120_000 },
  async () => {
    for (const [file, text] of [...base.files, ...guide.files]) app.write(file, text);
    app.write('src/platform.test.ts', platform);
    const [write = '', run = ''] = guide.commands;
    const written = await app.run(write);
    expect(written.code, written.output).toBe(0);
    const { code, output } = await app.run(run);
    expect(output).toMatch(/Tests: +13 passed, 13 total/);
    expect(code).toBe(0);
  },
);
