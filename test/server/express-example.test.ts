import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SECRET_KEY, startFakeApi, USER_ID } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { TICKET_SECRET } from './support/handler.js';

let api: FakeApi;
let example: ChildProcessByStdio<null, Readable, Readable>;
beforeEach(async () => {
  api = await startFakeApi();
});
afterEach(async () => {
  if (example.exitCode === null && example.kill()) await once(example, 'exit');
  await api.stop();
});

/** Starts the example as its README says, and resolves with its first line. */
async function start(env: Record<string, string>): Promise<string> {
  example = spawn(process.execPath, ['--import', 'tsx', 'examples/express/server.ts'], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for await (const chunk of example.stdout) return String(chunk).trim();
  throw new Error(`The example ended: ${String(example.stderr.read())}`);
}

it('serves logout and a protected route', async () => {
  const session = api.addSession();
  const url = await start({
    MOONKEY_SECRET_KEY: SECRET_KEY,
    MOONKEY_TICKET_SECRET: TICKET_SECRET,
    MOONKEY_API_URL: api.url,
  });
  const headers = { Authorization: `Bearer ${session.token}` };
  expect(await (await fetch(`${url}/api/me`, { headers })).json()).toEqual({ userId: USER_ID });
  const logout = await fetch(`${url}/api/auth/logout`, { method: 'POST', headers });
  expect(await logout.json()).toEqual({ success: true });
  expect((await fetch(`${url}/api/me`, { headers })).status).toBe(401);
});

it('says which setting is missing', async () => {
  const url = await start({ MOONKEY_SECRET_KEY: SECRET_KEY });
  const answer = await fetch(`${url}/api/auth/logout`, { method: 'POST' });
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { error: 'Internal error', code: 'not_configured' },
  ]);
  const [line] = (await once(example.stderr, 'data')) as [Buffer];
  expect(line.toString()).toContain('createAuthHandler: "ticketSecret" is missing');
});
