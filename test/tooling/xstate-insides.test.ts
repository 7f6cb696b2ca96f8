import { expect, test } from 'vitest';
import { findInsides } from '../../scripts/imports/find-insides.js';

test('what reads the inside of XState beside the one file is found', () => {
  expect(findInsides('test/tooling/fixtures/insides')).toEqual([
    'src/inspect/log.ts:1 reads "_transitions" of XState; only src/inspect/xstate.ts may',
    'src/inspect/log.ts:2 reads "@xstate.microstep" of XState; only src/inspect/xstate.ts may',
  ]);
});

test('nothing of ours does', () => {
  expect(findInsides('.')).toEqual([]);
});
