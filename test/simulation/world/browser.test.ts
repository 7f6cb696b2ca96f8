import { describe, expect, it } from 'vitest';
import { CREDENTIAL } from '../../../src/testing/simulation/world/markers.js';
import { makeWorld, outcomes, settle } from './helpers.js';

const message = { hello: 'world' };

describe('the simulated browser', () => {
  it('delivers messages to the other tabs, also to one that was frozen, not to a cached one', async () => {
    const world = makeWorld();
    const tabs = [world.openTab(), world.openTab(), world.openTab(), world.openTab()] as const;
    const heard: string[] = [];
    const channels = tabs.map(({ tab, environment }) => {
      const channel = environment.openChannel?.('c');
      if (!channel) throw new Error('no channel');
      channel.onmessage = ({ data }) => heard.push(`${tab.name} ${JSON.stringify(data)}`);
      return channel;
    });
    tabs[2].tab.freeze(false);
    tabs[3].tab.freeze(true);
    channels[0]?.postMessage(message);
    await settle(world);
    expect(heard).toEqual(['tab2 {"hello":"world"}']);
    tabs[2].tab.thaw();
    tabs[3].tab.thaw();
    await settle(world);
    expect(heard).toEqual(['tab2 {"hello":"world"}', 'tab3 {"hello":"world"}']);
  });

  it('fires storage events in the other tabs only', async () => {
    const world = makeWorld();
    const [writer, reader] = [world.openTab(), world.openTab()];
    const heard: unknown[] = [];
    for (const { page, tab } of [writer, reader])
      page.listen('storage', ({ key, newValue }) => heard.push([tab.name, key, newValue]));
    writer.environment.localStorage?.setItem('k', 'v');
    writer.environment.localStorage?.setItem('k', 'v');
    await settle(world);
    expect(heard).toEqual([['tab2', 'k', 'v']]);
    expect(reader.environment.localStorage?.getItem('k')).toBe('v');
  });

  it('lets a crash in a call to the environment take effect before the call', async () => {
    const world = makeWorld();
    const { tab, environment } = world.openTab();
    tab.crashAtCall = 2;
    environment.localStorage?.setItem('a', '1');
    environment.localStorage?.setItem('b', '2');
    environment.localStorage?.setItem('c', '3');
    expect([...world.disk.localStorage.keys()]).toEqual(['a']);
    expect(tab.death).toBe('crashed');
  });

  it('grants a lock to one tab at a time, and takes it from one that dies', async () => {
    const world = makeWorld();
    const [first, second] = [world.openTab(), world.openTab()];
    const log: string[] = [];
    first.tab.post('script', () => {
      void first.environment.locks?.request('l', {}, async () => {
        log.push('first');
        await new Promise(() => {});
      });
    });
    await settle(world);
    second.tab.post('script', () => {
      void second.environment.locks?.request('l', {}, async () => {
        log.push('second');
      });
    });
    await settle(world);
    expect(log).toEqual(['first']);
    world.crash(first.tab);
    await settle(world);
    expect(log).toEqual(['first', 'second']);
  });

  it('lets go of a lock request that is aborted', async () => {
    const world = makeWorld();
    const { environment, tab } = world.openTab();
    const controller = new AbortController();
    const failures: unknown[] = [];
    tab.post('script', () => {
      void environment.locks?.request('l', {}, () => new Promise(() => {}));
      environment.locks
        ?.request('l', { signal: controller.signal }, async () => {})
        .catch((error: unknown) => failures.push(error));
      tab.post('abort', () => controller.abort(new Error('enough')));
    });
    await settle(world);
    expect(String(failures[0])).toContain('enough');
  });

  it.each([
    [1_000, 1_000],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [2 ** 31, 0],
    [2 ** 32 + 5_000, 5_000],
    [Infinity, 0],
    [-1, 0],
  ])('fires a timer of %d ms after %d ms, as a browser does', async (delay, after) => {
    const world = makeWorld();
    const { environment } = world.openTab();
    const fired: number[] = [];
    environment.clock.setTimeout(() => fired.push(world.scheduler.elapsed()), delay);
    await settle(world);
    expect(fired).toEqual([after]);
  });

  it('seals so that no plain byte is left, and opens for the right key and data only', async () => {
    const world = makeWorld();
    const { environment, tab } = world.openTab();
    const subtle = environment.crypto?.subtle;
    if (!subtle) throw new Error('no subtle');
    const results: string[] = [];
    tab.post('script', () => {
      void (async () => {
        const make = () =>
          subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
        const [key, other] = await Promise.all([make(), make()]);
        if (!key || !other) throw new Error('no key');
        const iv = new Uint8Array(12);
        const params = { name: 'AES-GCM', iv, additionalData: new Uint8Array([1]) };
        const plain = new TextEncoder().encode(CREDENTIAL);
        const sealed = await subtle.encrypt(params, key, plain);
        results.push(String(Buffer.from(sealed).includes(CREDENTIAL)));
        const opened = await subtle.decrypt(params, structuredClone(key), sealed);
        results.push(new TextDecoder().decode(opened));
        for (const [wrongParams, wrongKey] of [
          [params, other],
          [{ ...params, additionalData: new Uint8Array([2]) }, key],
        ] as const)
          await subtle
            .decrypt(wrongParams, wrongKey, sealed)
            .catch((error: unknown) => results.push((error as Error).name));
      })();
    });
    await settle(world);
    expect(results).toEqual(['false', CREDENTIAL, 'OperationError', 'OperationError']);
  });

  it('settles nothing for a dead tab', async () => {
    const world = makeWorld();
    const { environment, tab } = world.openTab();
    let settled = false;
    const note = () => {
      settled = true;
    };
    tab.post('script', () => {
      environment.fetch('/api/auth/otp/send', { method: 'POST', body: '{}' }).then(note, note);
      world.crash(tab);
      environment.fetch('/api/auth/otp/send', { method: 'POST', body: '{}' }).then(note, note);
    });
    await settle(world);
    expect(settled).toBe(false);
    expect(world.network.requests).toHaveLength(1);
  });

  it('lets only keepalive requests always outlive their tab', async () => {
    const arrivals = (keepalive: boolean) =>
      outcomes(30, async (seed) => {
        const world = makeWorld({ seed });
        const { environment, tab } = world.openTab();
        tab.post('script', () => {
          void environment.fetch('/otp/send', { method: 'POST', body: '{}', keepalive });
          world.crash(tab);
        });
        await settle(world);
        return world.network.requests[0]?.arrived;
      });
    expect(await arrivals(true)).toEqual(new Set([true]));
    expect(await arrivals(false)).toEqual(new Set([true, false]));
  });
});
