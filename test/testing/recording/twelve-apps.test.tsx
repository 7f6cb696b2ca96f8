import { describe, expect, it } from 'vitest';
import {
  pathsFromRecording,
  randomAuthPaths,
  reproduce,
  walkAuthPath,
} from '@moon-key/react-auth/testing';
import type { AuthPath } from '@moon-key/react-auth/testing';
import { buggyApps } from '../buggy-apps/apps.js';
import { CorrectApp } from '../buggy-apps/correct-app.js';
import { driverOf } from '../buggy-apps/driver.js';
import { recordUse } from './record-use.js';

/** Evenings of somebody who signs in and out, with a second tab and a bad network. */
const uses = randomAuthPaths({
  seed: 12,
  steps: 14,
  count: 60,
  by: ['user', 'server', 'otherTab', 'time', 'device'],
});

/** What became of the recording of one app. */
interface Reproduced {
  readonly mistake: string;
  readonly recorded: number;
  readonly steps: number;
  readonly test: string;
  readonly complaint: string;
}

const factsOf = ({ steps }: AuthPath) => steps.map(({ fact }) => fact);

describe('a recording of somebody who meets an app that', () => {
  const reproduced: Reproduced[] = [];

  it.each(buggyApps)('$mistake', async ({ mistake, App }) => {
    const driver = driverOf(App);
    const walk = (path: AuthPath) => walkAuthPath(path, driver, { patience: 1 });
    const goesWrong = (path: AuthPath) =>
      walk(path).then(
        () => false,
        () => true,
      );
    let met = 0;
    while (met < uses.length && !(await goesWrong(uses[met] as AuthPath))) met += 1;
    const recording = await recordUse(uses[met] as AuthPath, driver);
    expect(recording).not.toMatch(/example\.test|user_ada|Lovelace|424242/);
    const found = await reproduce(pathsFromRecording(recording), walk);
    if (!found) throw new Error('The app does right on all that was recorded.');
    expect(found.path.steps.length).toBeLessThanOrEqual(found.recorded.steps.length);
    reproduced.push({
      mistake,
      recorded: found.recorded.steps.length,
      steps: found.path.steps.length,
      test: factsOf(found.path).join(' → '),
      complaint: found.complaint,
    });
  });

  it('becomes a short test, twelve times of twelve', async () => {
    expect(reproduced).toHaveLength(buggyApps.length);
    await expect(`${JSON.stringify(reproduced, null, 2)}\n`).toMatchFileSnapshot(
      './reproduced.json',
    );
    const median = (lengths: number[]) =>
      lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
    expect(median(reproduced.map(({ steps }) => steps))).toBeLessThanOrEqual(3);
    expect(median(reproduced.map(({ recorded }) => recorded))).toBeGreaterThanOrEqual(8);
  });
});

it('a recording of a correct app is reproduced by nothing', async () => {
  const driver = driverOf(CorrectApp);
  const recording = await recordUse(uses[0] as AuthPath, driver);
  const walk = (path: AuthPath) => walkAuthPath(path, driver);
  expect(await reproduce(pathsFromRecording(recording), walk)).toBeNull();
});
