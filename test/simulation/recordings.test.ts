import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutations } from '../../scripts/mutations/index.js';
import { reproduce } from '../../scripts/mutations/recordings/reproduce.js';
import {
  describeRecorded,
  happensAgain,
  recordedFile,
  recordedPart,
} from '../../scripts/mutations/recordings/table.js';
import type { Recorded } from '../../scripts/mutations/recordings/table.js';
import { proofFile, replacePart } from '../../scripts/mutations/replace-part.js';

const recorded = JSON.parse(readFileSync(recordedFile, 'utf8')) as Recorded[];

describe('what came of the recordings', () => {
  it('is in the table of docs/proof.md: npm run mutate -- --record --write writes it', () => {
    const page = readFileSync(proofFile, 'utf8');
    expect(replacePart(page, recordedPart, describeRecorded(recorded))).toBe(page);
  });

  it('is that most go wrong again, none of them with the engine that is shipped', () => {
    expect(recorded.filter(happensAgain).length).toBeGreaterThanOrEqual(41);
    expect(recorded.filter(({ isKept }) => !isKept)).toEqual([]);
  });
});

describe('a recording of a run without a safeguard', () => {
  // Of what lies where, of a session for now, of a sleep. `npm run mutate -- --record` plays all.
  it.each(['sealing', 'tombstone', 'late-session', 'last-tab', 'idle-wake'])(
    '%s: happens again in the simulated world, and becomes short',
    async (id) => {
      const mutation = mutations.find((each) => each.id === id);
      if (!mutation) throw new Error(`There is no mutation ${id}.`);
      const found = await reproduce(mutation, { tries: 60, triesWhenShrinking: 6, recordings: 4 });
      expect(found?.shortest?.told).toMatch(/opensTab .* → /);
      expect(found?.shortest?.facts).toBeLessThanOrEqual(6);
      expect(found?.shortest?.facts).toBeLessThan(found?.recorded ?? 0);
      expect(found?.isKept).toBe(true);
    },
  );
});
