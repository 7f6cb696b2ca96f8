import { describe, expect, it } from 'vitest';
import { breakableParts } from '../../../src/testing/simulation/world/broken-parts.js';
import { makeWorld, outcomes, settle } from './helpers.js';

/** How a call to a broken part ends. */
async function failureOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'none';
  } catch (error) {
    return (error as Error).name;
  }
}

describe('a world at its edges', () => {
  it('has strangers who answer as proxies, portals and service workers do, and tell the backend nothing', async () => {
    const answers = await outcomes(80, async (seed) => {
      const world = makeWorld({ seed, faults: { strangerAnswers: 1 } });
      const { environment, tab } = world.openTab();
      let seen = '';
      tab.post('script', () => {
        void environment
          .fetch('/api/auth/logout', { method: 'POST', body: '{}' })
          .then((answer) => {
            const type = answer.headers.get('content-type')?.split(';')[0] ?? 'none';
            seen = `${answer.status} ${type}${answer.redirected ? ' redirected' : ''} ${answer.type}`;
          });
      });
      await settle(world);
      expect(world.network.requests[0]).toMatchObject({ arrived: false, status: null });
      return seen;
    });
    for (const expected of [
      '200 text/html basic',
      '200 text/html redirected basic',
      '200 application/json basic',
      '401 text/html basic',
      '404 application/json basic',
      '410 text/html basic',
      '503 text/html basic',
      '0 none opaque',
    ])
      expect(answers).toContain(expected);
  });

  it('has clocks that lie, and timers that do not mind', async () => {
    const world = makeWorld();
    const [first, second] = [world.openTab(), world.openTab()];
    const offBy = () =>
      [first, second].map(({ environment }) => environment.clock.now() - world.scheduler.now);
    world.setClock(600_000, true);
    expect(offBy()).toEqual([600_000, 600_000]);
    world.setClock(-5_000, false);
    expect(offBy()).toEqual([600_000, 600_000]);
    expect(world.openTab().environment.clock.now() - world.scheduler.now).toBe(-5_000);
    let fired = 0;
    first.environment.clock.setTimeout(() => {
      fired = world.scheduler.elapsed();
    }, 1_000);
    world.setClock(0, true);
    await settle(world);
    expect({ fired, offBy: offBy() }).toEqual({ fired: 1_000, offBy: [0, 0] });
  });

  it.each(breakableParts)('has a %s that is there, and fails at every call', async (part) => {
    const world = makeWorld({ broken: [part] });
    const { environment, tab } = world.openTab();
    const { locks, localStorage, openChannel, crypto, indexedDB } = environment;
    const calls: Readonly<Record<typeof part, () => unknown>> = {
      locks: () => locks?.request('l', {}, async () => {}),
      localStorage: () => localStorage?.getItem('k'),
      openChannel: () => openChannel?.('c'),
      postMessage: () => {
        const channel = openChannel?.('c') ?? {};
        Reflect.apply(Reflect.get(channel, 'postMessage') as () => void, channel, [{}]);
      },
      subtle: () =>
        crypto?.subtle?.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']),
      indexedDB: () => indexedDB?.open('db'),
    };
    let failure = '';
    tab.post('script', () => {
      void failureOf(calls[part]).then((name) => {
        failure = name;
      });
    });
    await settle(world);
    expect(failure).toBe('SecurityError');
  });
});
