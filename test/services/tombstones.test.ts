import { expect, test } from 'vitest';
import { namesFor } from '../../src/services/names.js';
import { createTombstoneCookies } from '../../src/services/tombstone-cookies.js';
import { createTombstones } from '../../src/services/tombstones.js';
import { createFakeCookies } from '../../src/testing/kit/fake-cookies.js';
import { readTombstoneCookies } from '../../src/wire/index.js';

function storage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}
const names = namesFor('pk_test_1');
const stone = (generation: string) => ({ generation, scope: 'session' as const });

test('a tombstone is there for every tab at once, until it is removed', () => {
  const shared = storage();
  const [one, two] = [createTombstones(names, shared), createTombstones(names, shared)];
  one.add({ generation: 'a', scope: 'everywhere' });
  expect(two.find('a')).toEqual({ generation: 'a', scope: 'everywhere' });
  expect(two.find('b')).toBeUndefined();
  two.remove('a');
  expect(one.find('a')).toBeUndefined();
});

test('"*" forbids every generation', () => {
  const tombstones = createTombstones(names, storage());
  tombstones.add(stone('*'));
  expect(tombstones.find('whichever')).toEqual(stone('*'));
});

test('"*" spares who has signed in since, until the next one', () => {
  const tombstones = createTombstones(names, storage());
  tombstones.add({ ...stone('*'), askedAt: 5 });
  tombstones.add({ ...stone('*'), askedAt: 5, spares: 's1' });
  expect(tombstones.find('*')).toMatchObject({ spares: 's1' });
  tombstones.add({ ...stone('*'), askedAt: 6 });
  expect(tombstones.find('*')).toEqual({ ...stone('*'), askedAt: 6 });
});

test('a logout of all sessions stays one, when another tab logs out only this one', () => {
  const shared = storage();
  const [one, two] = [createTombstones(names, shared), createTombstones(names, shared)];
  one.add({ generation: 'a', scope: 'everywhere', askedAt: 5 });
  two.add({ generation: 'a', scope: 'session', askedAt: 6 });
  two.add(stone('a'));
  expect(one.find('a')).toEqual({ generation: 'a', scope: 'everywhere', askedAt: 5 });
  one.add({ generation: 'b', scope: 'session', askedAt: 7 });
  two.add({ generation: 'b', scope: 'everywhere', askedAt: 8 });
  expect(one.find('b')).toEqual({ generation: 'b', scope: 'everywhere', askedAt: 8 });
});

test('the latest one has a name and a time', () => {
  const tombstones = createTombstones(names, storage());
  tombstones.add({ ...stone('a'), askedAt: 5 });
  tombstones.add({ ...stone('*'), askedAt: 6 });
  tombstones.add(stone('b'));
  expect(tombstones.latest(5)).toBe('a');
  expect(tombstones.latest(6)).toBeUndefined();
});

test('the last thirty-two are kept, each once', () => {
  const shared = storage();
  const tombstones = createTombstones(names, shared);
  for (let index = 0; index < 34; index += 1) tombstones.add(stone(`g${index}`));
  tombstones.add(stone('g5'));
  const kept = JSON.parse(shared.items.get(names.tombstones) ?? '[]') as { generation: string }[];
  const numbers = [2, 3, 4, ...Array.from({ length: 28 }, (_, index) => index + 6), 5];
  expect(kept.map(({ generation }) => generation)).toEqual(numbers.map((number) => `g${number}`));
});

test('what localStorage refuses is kept in mind, and written when it can be', () => {
  const shared = storage();
  let isFull = true;
  const tombstones = createTombstones(names, {
    ...shared,
    setItem(key: string, value: string) {
      if (isFull) throw new DOMException('Full.', 'QuotaExceededError');
      shared.setItem(key, value);
    },
  });
  tombstones.add(stone('a'));
  expect(tombstones.find('a')).toEqual(stone('a'));
  isFull = false;
  tombstones.add(stone('b'));
  expect(shared.items.get(names.tombstones)).toContain('"a"');
});

test('a wish for all sessions that could not be written stays one beside a written smaller one', () => {
  const shared = storage();
  createTombstones(names, shared).add({ generation: 'a', scope: 'session', askedAt: 5 });
  const tombstones = createTombstones(names, {
    ...shared,
    setItem() {
      throw new DOMException('Full.', 'QuotaExceededError');
    },
  });
  tombstones.add({ generation: 'a', scope: 'everywhere', askedAt: 6 });
  expect(tombstones.find('a')).toEqual({ generation: 'a', scope: 'everywhere', askedAt: 6 });
});

test('a wildcard is taken away with the logout that raised it, and not with an earlier one', () => {
  const tombstones = createTombstones(names, storage());
  tombstones.add({ ...stone('*'), askedAt: 6 });
  for (const earlier of [undefined, {}, { askedAt: 5 }]) tombstones.lower(earlier);
  expect(tombstones.find('a')).toMatchObject({ generation: '*' });
  tombstones.lower({ askedAt: 6 });
  expect(tombstones.find('a')).toBeUndefined();
  tombstones.add(stone('*'));
  tombstones.lower({ askedAt: 7 });
  expect(tombstones.find('a')).toMatchObject({ generation: '*' });
  tombstones.lower({});
  expect(tombstones.find('a')).toBeUndefined();
});

test('what could not be read is not overwritten', () => {
  const shared = storage();
  createTombstones(names, shared).add(stone('a'));
  const tombstones = createTombstones(names, {
    ...shared,
    getItem() {
      throw new DOMException('Forbidden.', 'SecurityError');
    },
  });
  tombstones.add(stone('b'));
  expect(tombstones.find('b')).toEqual(stone('b'));
  expect(createTombstones(names, shared).find('a')).toEqual(stone('a'));
});

test.each(['x', '{}', '[null,1,{"scope":"session"}]'])('%s is no tombstone', (text) => {
  const shared = storage();
  shared.items.set(names.tombstones, text);
  expect(createTombstones(names, shared).find('a')).toBeUndefined();
});

test('whoever raises one again without the public id leaves no second cookie', () => {
  const cookies = createFakeCookies();
  const tombstones = createTombstones(names, storage(), createTombstoneCookies(cookies));
  tombstones.add({ ...stone('a'), sessionId: 'sess_1' });
  tombstones.add(stone('a'));
  expect([...readTombstoneCookies(cookies.read())]).toEqual(['sess_1']);
  expect(tombstones.find('a')).toMatchObject({ sessionId: 'sess_1' });
  tombstones.confirm('a');
  expect(cookies.read()).toBe('');
});
