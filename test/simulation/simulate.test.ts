import { describe, expect, it } from 'vitest';
import { createAuth } from '../../src/engine/index.js';
import type { Auth } from '../../src/engine/index.js';
import { invariants, simulate } from '../../src/testing/simulation/index.js';
import type { CreateAuth, InvariantId } from '../../src/testing/simulation/index.js';

/** The first invariant that an engine breaks, in a world without faults. */
async function firstBroken(broken: CreateAuth): Promise<InvariantId | null> {
  for (let seed = 1; seed <= 60; seed += 1) {
    const { violation } = await simulate({
      seed,
      createAuth: broken,
      profile: { faults: {}, missing: [], server: {} },
    });
    if (violation) return violation.invariant;
  }
  return null;
}

/** The shipped engine with some verbs replaced. */
const broken =
  (change: (auth: Auth) => Partial<Auth>): CreateAuth =>
  (options) => {
    const auth = createAuth(options);
    return { ...auth, ...change(auth) };
  };

describe('simulate()', () => {
  it('plays a seed and counts what happened', async () => {
    const lines: string[] = [];
    const { ok, seed, stats, trace, violation } = await simulate({
      seed: 12,
      profile: { faults: {}, missing: [] },
      onTrace: (line) => lines.push(line),
    });
    expect({ ok, seed, violation }).toEqual({ ok: true, seed: 12, violation: null });
    expect(trace).toMatch(/^[0-9a-f]{8}$/);
    expect(stats.tasks).toBeGreaterThan(100);
    expect(lines.length).toBeGreaterThan(stats.tasks);
  });

  it('takes the profile apart: faults that are asked for strike', async () => {
    const { stats } = await simulate({
      seed: 4,
      profile: { faults: { requestSlow: 1 }, missing: [], steps: 30 },
    });
    expect(stats.faults.requestSlow).toBeGreaterThan(0);
    expect(Object.keys(stats.faults)).toEqual(['requestSlow']);
  });

  it.each<[string, InvariantId, CreateAuth]>([
    [
      'a logout that begins one tick late',
      'logged-out-in-the-same-tick',
      broken((auth) => ({ logout: () => Promise.resolve().then(() => auth.logout()) })),
    ],
    [
      'a logout that never settles',
      'promises-settle',
      broken((auth) => ({
        logout: () => {
          void auth.logout().catch(() => undefined);
          return new Promise(() => {});
        },
      })),
    ],
    [
      'a rejection that carries the code',
      'secrets-stay-in-the-vault',
      broken((auth) => ({
        signIn: (input) =>
          auth.signIn(input).catch((error: unknown) => {
            throw Object.assign(error as Error, { input });
          }),
      })),
    ],
    [
      'tokens of nobody',
      'promises-tell-the-truth',
      broken(() => ({
        getSessionTokens: async () => ({ sessionToken: 'stale', sessionJwt: 'stale' }),
      })),
    ],
    [
      'a profile in localStorage',
      'nothing-on-disk',
      (options) => {
        const auth = createAuth(options);
        auth.subscribe(({ user }) => {
          if (user) options.environment?.localStorage?.setItem('user', JSON.stringify(user));
        });
        return auth;
      },
    ],
    [
      'a rejection that nobody handles',
      'no-unhandled-error',
      (options) => {
        const auth = createAuth(options);
        auth.on('signedIn', () => {
          options.environment?.reportError?.(new Error('a listener threw'));
        });
        return auth;
      },
    ],
  ])('catches %s as %s', async (_, invariant, engine) => {
    expect(await firstBroken(engine)).toBe(invariant);
  });

  it('says what each invariant means', () => {
    for (const text of Object.values(invariants)) expect(text).toMatch(/^[A-Z].*\.$/s);
  });
});
