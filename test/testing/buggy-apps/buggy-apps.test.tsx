import { describe, expect, it } from 'vitest';
import { describeAuthPaths, generateAuthPaths } from '../../../src/testing/index.js';
import { buggyApps } from './apps.js';
import { catchMistakes } from './catch-mistakes.js';
import { CorrectApp } from './correct-app.js';
import { driverOf } from './driver.js';

describeAuthPaths(generateAuthPaths(), driverOf(CorrectApp), {
  name: 'a correct app passes every path',
  describe,
  it,
});

describe('a generated path catches an app that', () => {
  it.each(buggyApps)('$mistake', async ({ App }) => {
    const found = await catchMistakes(App);
    expect(found.map(({ path }) => path.name)).not.toEqual([]);
    for (const { message } of found) {
      expect(message).not.toMatch(/could not be done/);
    }
  });
});
