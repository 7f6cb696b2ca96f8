import { expect, test } from 'vitest';
import { findCircles } from '../../scripts/imports/find-circles.js';
import { findViolations } from '../../scripts/imports/find-violations.js';

test('every import against the direction is found, and only those', () => {
  expect(findViolations('test/tooling/fixtures/wrong-direction')).toEqual([
    'src/inspect/picture.ts:1 imports "node:fs", which no browser has',
    'src/machines/chart.ts:1 imports "../services/store.js"; machines must not depend on services',
    'src/machines/chart.ts:2 imports "../services/store.js"; machines must not depend on services',
    'src/machines/chart.ts:3 imports "idb"; machines may import xstate',
    'src/react/provider.ts:1 imports its own package by name ("@moon-key/react-auth/engine"); use a relative path',
    'src/server/handler.ts:1 imports values from "../engine/engine.js"; server may take only types from engine',
    'src/server/handler.ts:3 imports "@moon-key/session-api"; the root package stands without its workspaces',
    'src/services/store.ts:1 imports "../engine/engine.js"; services must not depend on engine',
    'src/services/store.ts:2 imports values from "../machines/chart.js"; services may take only types from machines',
    'src/services/store.ts:4 imports "node:fs/promises", which no browser has',
    'src/services/store.ts:5 imports "../../test/helper.js", which is outside of src',
    'src/services/store.ts:6 imports "react"; services may import idb, xstate',
    'src/somewhere/new.ts:1 is in no known folder; add "somewhere" to scripts/imports/layers.ts',
    'packages/session-api/src/service.ts:1 imports "@moon-key/react-auth/server"; session-api stands alone',
    'packages/session-api/src/service.ts:2 imports "../../../src/server/handler.js"; session-api stands alone',
  ]);
});

test('our own sources go in the right direction', () => {
  expect(findViolations('.')).toEqual([]);
});

test('a circle of imports is found, of types alone too', () => {
  expect(findCircles('test/tooling/fixtures/circles')).toEqual([
    'src/a.ts → src/b.ts → src/a.ts',
    'src/one.ts → src/two.tsx → src/three.ts → src/one.ts',
  ]);
});

test('there is none in the repository', () => {
  expect(findCircles('.')).toEqual([]);
});
