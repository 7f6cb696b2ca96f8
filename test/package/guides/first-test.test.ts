import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmptyApp } from './empty-vite-app.js';
import { emptyViteApp } from './empty-vite-app.js';

const guide = readFileSync(new URL('../../../docs/testing.md', import.meta.url), 'utf8');
const files = new Map(
  [...guide.matchAll(/<!-- file: (\S+) -->\n```tsx\n([^]*?)```/g)].map(
    ([, file = '', text = '']) => [file, text],
  ),
);
const [, installed = ''] = /npm install --save-dev ([^\n]*)/.exec(guide) ?? [];

let app: EmptyApp;
beforeAll(() => {
  app = emptyViteApp(['@moon-key/react-auth', ...installed.split(' '), 'elkjs']);
  for (const [file, text] of files) app.write(file, text);
});
afterAll(() => app.remove());

describe('the guide in docs/testing.md', { timeout: 120_000 }, () => {
  it('needs fewer than twenty lines for the first generated test', () => {
    expect([...files.keys()]).toEqual(['src/App.tsx', 'src/auth-paths.test.tsx']);
    const lines = files.get('src/auth-paths.test.tsx')?.trim().split('\n') ?? [];
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThan(20);
  });

  it('leads from an empty Vite app, with the packed tarball, to tests that pass', async () => {
    const { ok, output } = await app.run('vitest', 'run');
    expect(output).toMatch(/Tests {2}\d{2,} passed/);
    expect(ok).toBe(true);
  });

  it('type-checks as it is printed', async () => {
    expect(await app.run('tsc', '-p', 'tsconfig.json')).toEqual({ ok: true, output: '' });
  });

  it('shows what a mistake looks like, and what the run took', async () => {
    app.write('vitest.config.ts', withReporter);
    const text = files.get('src/App.tsx') ?? '';
    app.write('src/App.tsx', text.replace(/^.*!ready.*\n/m, ''));
    const { ok, output } = await app.run('vitest', 'run', '-t', 'loading, nobody signed in');
    expect(output).toMatch(/AuthPathError: While initializing, the app must say neither/);
    expect(ok).toBe(false);
    expect(output).toMatch(/auth: \d+ % · \d+ of \d+ transitions/);
    expect(app.read('auth-coverage.html')).toContain('<h1>What was taken</h1>');
    expect(app.read('auth-coverage.svg')).toContain('data-state="auth.loggedOut"');
  });
});

const withReporter = `import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: { reporters: ['default', ['@moon-key/react-auth/vitest', { failUnder: 1 }]] },
});
`;
