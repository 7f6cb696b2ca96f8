import { expect, test } from 'vitest';
import * as cleaners from '../../src/cleaners/index.js';

type Make = (option: unknown) => unknown;
const make = cleaners as unknown as Record<keyof typeof cleaners, Make>;

test.each([
  ['clearLocalStorage', undefined, 'options'],
  ['clearLocalStorage', null, 'options'],
  ['clearLocalStorage', 'draft:', 'options'],
  ['clearLocalStorage', {}, 'keys" or "prefix'],
  ['clearLocalStorage', { prefix: '' }, 'prefix'],
  ['clearLocalStorage', { prefix: 7 }, 'prefix'],
  ['clearLocalStorage', { prefix: 'moonkey:' }, 'prefix'],
  ['clearLocalStorage', { keys: 'theme' }, 'keys'],
  ['clearLocalStorage', { keys: [] }, 'keys'],
  ['clearLocalStorage', { keys: ['theme', 7] }, 'keys.1'],
  ['clearLocalStorage', { keys: ['moonkey:pk_test_1:signed-out'] }, 'keys'],
  ['clearLocalStorage', { keys: ['a'], prefix: 'a' }, 'keys" and "prefix'],
  ['clearLocalStorage', { prefx: 'a' }, 'prefx'],
  ['clearSessionStorage', { prefix: '' }, 'prefix'],
  ['clearSessionStorage', {}, 'keys" or "prefix'],
  ['clearCacheStorage', null, 'options'],
  ['clearCacheStorage', 'user-', 'options'],
  ['clearCacheStorage', { prefix: '' }, 'prefix'],
  ['clearCacheStorage', { names: [] }, 'names'],
  ['clearCacheStorage', { names: [''] }, 'names.0'],
  ['clearCacheStorage', { keys: ['a'] }, 'keys'],
  ['clearCacheStorage', { names: ['a'], prefix: 'a' }, 'names" and "prefix'],
  ['clearQueryClient', undefined, 'queryClient'],
  ['clearQueryClient', { clear() {} }, 'queryClient'],
  ['clearQueryClient', { async cancelQueries() {} }, 'queryClient'],
  ['clearIndexedDb', undefined, 'options'],
  ['clearIndexedDb', {}, 'names'],
  ['clearIndexedDb', { names: [] }, 'names'],
  ['clearIndexedDb', { names: ['moonkey:pk_test_1'] }, 'names'],
  ['clearSwr', undefined, 'swr'],
  ['clearSwr', { mutate() {} }, 'cache'],
  ['clearApolloClient', undefined, 'client'],
  ['clearApolloClient', { clear() {} }, 'client'],
  ['clearRtkQuery', undefined, 'store'],
  ['clearRtkQuery', { dispatch() {} }, 'api'],
  ['closeOnLogout', undefined, 'target'],
  ['closeOnLogout', { stop() {} }, 'target'],
  ['tellServiceWorker', undefined, 'message'],
] as const)('%s(%j) names "%s"', (name, option, named) => {
  expect(() => make[name](option)).toThrow(TypeError);
  expect(() => make[name](option)).toThrow(`${name}: "${named}" `);
});
