import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { request } from '../support/client.js';
import { type Command, runCommand } from '../support/command.js';
import { libsqlDatabases, postgresDatabases } from '../support/databases.js';
import { type Acknowledged, signInAndOut } from '../support/load.js';
import { secretKey } from '../support/secret-key.js';

const rounds = 20;

describe.concurrent.each([
  ['libSQL', () => Promise.resolve(libsqlDatabases())],
  ['Postgres', postgresDatabases],
] as const)('kill -9 under load, on %s', (_, kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'moonkey-kill-'));
  let command: Command | undefined;
  afterAll(() => {
    command?.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('loses no sign-in and no logout that was acknowledged, twenty times', async ({ expect }) => {
    const databases = await kind();
    const database = await databases.create();
    const promises: Acknowledged = { signedIn: [], loggedOut: [] };
    const start = async (): Promise<string> => {
      const env = { PORT: '0', MOONKEY_SECRET_KEY: secretKey };
      command = runCommand(['--database', database.options.url], env, folder);
      return command.url;
    };
    const verify = async (url: string, session_token: string): Promise<number> =>
      (await request(url, 'POST', '/v1/auth/sessions/verify', { session_token })).status;

    for (let round = 0; round < rounds; round += 1) {
      const url = await start();
      const users = Array.from({ length: 8 }, (_user, user) => `r${round}u${user}@example.com`);
      const killed = new AbortController();
      const load = signInAndOut(url, users, killed.signal);
      // Between 40 and 230 requests into the load, so that each round is cut off somewhere else.
      await expect
        .poll(() => command?.output().split('code for').length ?? 0, {
          interval: 5,
          timeout: 20_000,
        })
        .toBeGreaterThan(8 + round);
      command?.child.kill('SIGKILL');
      killed.abort();
      const { signedIn, loggedOut } = await load;
      promises.signedIn.push(...signedIn);
      promises.loggedOut.push(...loggedOut);
    }

    const url = await start();
    const live = await Promise.all(promises.signedIn.map((token) => verify(url, token)));
    const gone = await Promise.all(promises.loggedOut.map((token) => verify(url, token)));
    expect(live.filter((status) => status !== 200)).toEqual([]);
    expect(gone.filter((status) => status !== 404)).toEqual([]);
    expect(promises.signedIn.length).toBeGreaterThan(rounds);
    command?.child.kill('SIGKILL');
    await command?.ended;
    await database.remove();
    await databases.stop();
  }, 240_000);
});
