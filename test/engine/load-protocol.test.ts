import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const evaluate = () => import('../../src/engine/start/load-protocol.js');

test('a page asks for its databases as the module is evaluated', async () => {
  const databases = vi.fn<() => Promise<never[]>>().mockResolvedValue([]);
  vi.stubGlobal('window', { indexedDB: { databases } });
  const { loadProtocol } = await evaluate();
  expect(databases).toHaveBeenCalledOnce();
  expect(await loadProtocol()).toHaveProperty('createProtocol');
});

test.each([
  ['refuses', { databases: () => Promise.reject(new DOMException('denied', 'SecurityError')) }],
  ['has no such question', {}],
  ['has no databases', undefined],
])('a page whose browser %s is none the worse', async (_, indexedDB) => {
  vi.stubGlobal('window', { indexedDB });
  const { loadProtocol } = await evaluate();
  expect(await loadProtocol()).toHaveProperty('createProtocol');
});

test('nor one whose browser forbids the very word', async () => {
  const forbidden = {
    get indexedDB(): never {
      throw new DOMException('denied', 'SecurityError');
    },
  };
  vi.stubGlobal('window', forbidden);
  const { loadProtocol } = await evaluate();
  expect(await loadProtocol()).toHaveProperty('createProtocol');
});

test('a server asks for nothing', async () => {
  const databases = vi.fn<() => Promise<never[]>>();
  vi.stubGlobal('indexedDB', { databases });
  await evaluate();
  expect(databases).not.toHaveBeenCalled();
});
