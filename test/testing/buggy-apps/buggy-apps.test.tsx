import { describe, expect, it } from 'vitest';
import { describeAuthPaths, generateAuthPaths } from '../../../src/testing/index.js';
import { buggyApps } from './apps.js';
import { appPaths, catchMistake } from './catch-mistakes.js';
import type { Caught } from './catch-mistakes.js';
import { CorrectApp } from './correct-app.js';
import { driverOf } from './driver.js';

describeAuthPaths(generateAuthPaths(), driverOf(CorrectApp), {
  name: 'a correct app passes every path',
  describe,
  it,
});

describe('a generated path catches an app that', () => {
  const caught: Caught[] = [];

  it.each(buggyApps)('$mistake', async ({ mistake, App }) => {
    const found = await catchMistake(mistake, App);
    expect(found.paths).not.toEqual([]);
    expect(found.paths.length).toBeLessThan(appPaths.length);
    expect(found.complaint).not.toMatch(/could not be done/);
    caught.push(found);
  });

  it('and the documentation says by which', async () => {
    expect(caught).toHaveLength(buggyApps.length);
    const record = { of: appPaths.length, caught };
    await expect(`${JSON.stringify(record, null, 2)}\n`).toMatchFileSnapshot('./caught.json');
  });
});
