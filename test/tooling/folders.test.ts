import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testFolders } from '../../scripts/test/folders.js';

const helpers = ['setup', 'support'];

test('every folder of tests belongs to one project', () => {
  const known: string[] = Object.values(testFolders).flat();
  const present = readdirSync('test').filter((folder) => !helpers.includes(folder));
  expect(present.filter((folder) => !known.includes(folder))).toEqual([]);
  expect(new Set(known).size).toBe(known.length);
});
