import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { buildReact18Page, takeOver } from './react-18.js';
import { createApp, type App, type Said } from './support/app.js';
import { commandsOf, filesOf } from './support/guide.js';

/** What a stranger's app may hold of its own: other versions of everything that could collide with ours. */
const theirs =
  'kysely@0.29 nodemailer@6 commander@12 hono@4.6 @hono/node-server@1 zod@3 ' +
  'fake-indexeddb@5 msw@1 elkjs@0.8 react@18 react-dom@18';

const guide = 'getting-started.md';
const commands = commandsOf(guide);
const files = filesOf(guide);
const command = (part: string): string => {
  const found = commands.find((line) => line.includes(part));
  if (found === undefined) throw new Error(`the guide has no command with "${part}"`);
  return found;
};

describe.each(['npm', 'pnpm'] as const)('%s', { timeout: 300_000 }, (manager) => {
  let app: App;
  let own: Said;
  beforeAll(async () => {
    app = createApp(manager, inject('tarballs'));
    own = await app.run(`npm install ${theirs}`);
  }, 300_000);
  afterAll(() => app.remove());

  const version = (name: string): string =>
    (
      JSON.parse(readFileSync(join(app.folder, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      }
    ).version;

  test("installs beside an app's own versions of everything, and leaves them alone", async () => {
    expect(own.code, own.output).toBe(0);
    for (const line of ['@moon-key/react-auth', 'express', 'tsx']) {
      const { code, output } = await app.run(command(line));
      expect(output).not.toMatch(/ERESOLVE|conflicting peer|unmet peer|moon-key.*peer/i);
      expect(code, output).toBe(0);
    }
    expect(version('kysely')).toMatch(/^0\.29\./);
    expect(version('nodemailer')).toMatch(/^6\./);
    expect(version('commander')).toMatch(/^12\./);
    expect(version('elkjs')).toMatch(/^0\.8\./);
  });

  test('leads through the guide: a service, a backend, a sign-in and a logout', async () => {
    expect(await app.run(command('moonkey init'))).toMatchObject({ code: 0 });
    const service = await app.start(
      command('moonkey-session-api'),
      { PORT: '0' },
      /Session service: (http\S+)\n/,
    );
    const port = await freePort();
    app.write(
      'server.ts',
      (files.get('server.ts') ?? '').replace(
        'app.listen(3000);',
        `app.listen(${port}, () => console.log('listening at', ${port}));`,
      ),
    );
    await app.start(command('server.ts'), { MOONKEY_API_URL: service }, /listening (at)/);

    const call = async (path: string, body: object, token?: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/auth${path}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    const sent = await call('/otp/send', { email: 'ada@example.com' });
    expect(sent.status).toBe(200);
    const inbox = await fetch(`${service}/dev/inbox`, { headers: { Accept: 'application/json' } });
    const { messages } = (await inbox.json()) as { messages: { code: string }[] };
    const { status, body } = await call('/otp/verify', {
      methodId: sent.body['methodId'],
      code: messages[0]?.code,
    });
    expect(status).toBe(200);
    const token = body['sessionToken'] ?? '';
    expect((await call('/session/refresh', {}, token)).status).toBe(200);
    expect(await call('/logout', {}, token)).toEqual({ status: 200, body: { success: true } });
    expect((await call('/session/refresh', {}, token)).status).toBe(401);
  });

  test('keeps the signing key where git does not look', () => {
    const folder = join(app.folder, '.moonkey');
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
    expect(existsSync(join(folder, 'sessions.db'))).toBe(true);
    expect(readFileSync(join(app.folder, '.gitignore'), 'utf8')).toBe('.env\n');
  });

  test("builds the guide's page", async () => {
    const page = [...files].filter(([name]) => name.endsWith('.tsx'));
    const entry = page.find(([name]) => name.endsWith('main.tsx'))?.[0] ?? '';
    for (const [name, text] of page) app.write(name, text);
    const { errors } = await build({
      absWorkingDir: app.folder,
      entryPoints: [entry],
      bundle: true,
      splitting: true,
      format: 'esm',
      outdir: 'built',
      jsx: 'automatic',
      logLevel: 'silent',
    });
    expect(errors).toEqual([]);
  });

  test('React 18 takes over what a server has rendered for a user, without a word', async () => {
    expect(version('react')).toMatch(/^18\./);
    const page = await buildReact18Page(app);
    expect(page.html).toMatch(/^<header>.*ready<!-- --> <!-- -->ada@example\.com/);
    expect(page.html).toContain('<aside>for ada@example.com</aside>');
    const [held, over] = await takeOver(page);
    const text = `${version('react')} ready ada@example.comfor ada@example.com`;
    // Nothing has changed, before and after what came late.
    expect(held).toEqual({ complaints: [], seen: [], text });
    // One that was signed out on this device is gone with the commit that takes the page over.
    expect(over?.complaints).toEqual([]);
    expect(over?.text).toBe(`${version('react')} ready nobodyfor nobody`);
  });

  test('draws a statechart and writes tests with what is there', async () => {
    const chart = await app.run('npx moonkey-statechart --help');
    expect(chart).toMatchObject({ code: 0 });
    expect(await app.run('npx moonkey-testgen --out paths --depth 2')).toMatchObject({ code: 0 });
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
