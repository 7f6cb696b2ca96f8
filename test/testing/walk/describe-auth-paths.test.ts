import { describe, expect, it } from 'vitest';
import {
  AuthPathError,
  describeAuthPaths,
  pathFromEvents,
  walkAuthPath,
} from '../../../src/testing/index.js';
import type { AuthDriver, FakePageUnderTest } from '../../../src/testing/index.js';
import { engineItself } from './engine-itself.js';

const path = pathFromEvents(['opensSignedIn', 'clicksLogOut', 'serverFails']);

const walk = (changes: Partial<AuthDriver<FakePageUnderTest>>) =>
  walkAuthPath(path, { ...engineItself, ...changes }, { patience: 1 });

describe('walkAuthPath', () => {
  it('tells the step at which an app shows the wrong thing', async () => {
    const error: unknown = await walk({ whoIsLoggedIn: () => 'ada@example.test' }).catch(
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(AuthPathError);
    expect(error).toMatchObject({ step: 1, path });
    expect(String(error)).toContain('> log out');
  });

  it('finds the data of somebody who is not signed in, anywhere on the screen', async () => {
    await expect(walk({ visibleText: () => 'Grace Hopper was here' })).rejects.toThrow(
      /still shows data of grace@example.test/,
    );
  });

  it('blames what nobody catches on the step that caused it', async () => {
    const logOut: typeof engineItself.logOut = ({ auth }) => {
      void auth.logout().catch(() => {
        throw new Error('nobody told me');
      });
    };
    await expect(walk({ logOut })).rejects.toMatchObject({
      step: 2,
      complaint: 'The app threw where nobody catches it: nobody told me',
    });
  });

  it('says so when the driver itself fails, and closes the app all the same', async () => {
    let isClosed = false;
    const result = walk({
      logOut() {
        throw new Error('no such button');
      },
      close() {
        isClosed = true;
      },
    });
    await expect(result).rejects.toThrow(/"log out" could not be done: no such button/);
    expect(isClosed).toBe(true);
  });

  it('refuses what cannot be made to happen', async () => {
    const crash = pathFromEvents(['opensSignedIn', 'clicksLogOut', 'revocationCrashes']);
    await expect(walkAuthPath(crash, engineItself)).rejects.toThrow(
      /cannot make "revocationCrashes" happen/,
    );
  });
});

describe('describeAuthPaths', () => {
  const register = (options: object) => {
    const names: string[] = [];
    const api = {
      describe: (name: string, body: () => void) => {
        names.push(name);
        body();
      },
      it: (name: string) => names.push(name),
    };
    describeAuthPaths([path], engineItself, { ...api, ...options });
    return names;
  };

  it('makes one test of each path, in a suite', () => {
    expect(register({ name: 'my app' })).toEqual(['my app', path.name]);
  });

  it('explains what is wrong', () => {
    expect(() => register({ patients: 3 })).toThrow(/"patients" is not an option/);
    expect(() => register({ it: undefined })).toThrow(/pass them in the options/);
    const crash = pathFromEvents(['opensSignedIn', 'clicksLogOut', 'revocationCrashes']);
    expect(() => describeAuthPaths([crash], engineItself)).toThrow(/no path that can be walked/);
  });
});

describe('walks', () => {
  it('that are begun at once leave nothing swallowed, and blame whose fault it is', async () => {
    const before = process.listeners('unhandledRejection');
    const faulty: AuthDriver<FakePageUnderTest> = {
      ...engineItself,
      logOut: ({ auth }) =>
        void auth.logout().catch(() => {
          throw new Error('nobody told me');
        }),
    };
    const [right, wrong, rightAgain] = await Promise.allSettled(
      [engineItself, faulty, engineItself].map((driver) => walkAuthPath(path, driver)),
    );
    expect([right?.status, wrong?.status, rightAgain?.status]).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(process.listeners('unhandledRejection')).toEqual(before);
  });

  it('name the step that hangs, and what it waits for', async () => {
    const never = () => new Promise<never>(() => {});
    const walk = (changes: Partial<AuthDriver<FakePageUnderTest>>) =>
      walkAuthPath(path, { ...engineItself, ...changes }, { stepTimeout: 50, patience: 1 });
    await expect(walk({ logOut: never })).rejects.toMatchObject({
      name: 'AuthPathError',
      step: 1,
      complaint: '"log out" did not end within 50 ms: driver.logOut hangs.',
    });
    await expect(walk({ whoIsLoggedIn: never })).rejects.toMatchObject({
      step: 0,
      complaint: '"authenticated" did not end within 50 ms: driver.whoIsLoggedIn hangs.',
    });
  });

  it('ask the driver for what only the app knows, after every step', async () => {
    const seen: string[] = [];
    const complaint = await walk({
      check(_, { fact, visible }) {
        if (!seen.includes(fact)) seen.push(fact);
        if (visible.status === 'loggedOut') throw new Error('1 socket is open');
      },
    }).catch((error: AuthPathError) => [error.step, error.complaint]);
    expect(complaint).toEqual([2, 'While loggedOut, driver.check failed: 1 socket is open']);
    expect(seen).toEqual(['opensSignedIn', 'clicksLogOut', 'serverFails']);
  });

  it('wait longer for an app on a machine that is busy with something else', async () => {
    let looks = 0;
    const slow: AuthDriver<FakePageUnderTest> = {
      ...engineItself,
      async logOut({ auth }) {
        void auth.logout().catch(() => undefined);
        // Longer than the step may take, in one go; and then it goes on where it was.
        stall(120);
        for (let turn = 0; turn < 20; turn += 1) await new Promise((next) => setImmediate(next));
        looks = 0;
      },
      whoIsLoggedIn(page) {
        looks += 1;
        if (looks === 1) stall(450);
        return looks < 8 ? 'ada@example.test' : engineItself.whoIsLoggedIn(page);
      },
    };
    const walked = walkAuthPath(path, slow, { stepTimeout: 100, patience: 400 });
    await expect(walked).resolves.toBeUndefined();
  });
});

/** What a machine does that is busy with something else: nothing here, for so many ms. */
function stall(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
