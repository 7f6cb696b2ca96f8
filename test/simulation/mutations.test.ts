import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutations } from '../../scripts/mutations/index.js';
import { proofFile, replacePart } from '../../scripts/mutations/replace-part.js';
import { caughtFile, caughtPart, describeCatches } from '../../scripts/mutations/table.js';
import type { Catch } from '../../scripts/mutations/table.js';
import { bundleWorker } from '../../scripts/simulation/bundle.js';
import { applyPatches, PatchError } from '../../scripts/simulation/patch.js';
import { findFailure } from '../../scripts/simulation/find-failure.js';
import { runSeeds } from '../../scripts/simulation/run-seeds.js';

const caught = JSON.parse(readFileSync(caughtFile, 'utf8')) as Catch[];
const recorded = new Map(caught.map((each) => [each.id, each]));

describe('the mutations of the protocol', () => {
  it('are all recorded as caught: npm run mutate -- --write records them', () => {
    expect(caught.map(({ id }) => id)).toEqual(mutations.map(({ id }) => id));
    expect(caught.filter(({ seed }) => seed === null)).toEqual([]);
  });

  it('are in the table of docs/proof.md', () => {
    const page = readFileSync(proofFile, 'utf8');
    expect(replacePart(page, caughtPart, describeCatches(caught))).toBe(page);
  });

  it.each(mutations)('$id is caught', async ({ id, patches, from = 1, edges = [] }) => {
    const worker = await bundleWorker(`test-${id}`, { patches });
    const seed = recorded.get(id)?.seed ?? from;
    const job = { worker, from: seed, count: 1, edges, untilFailure: true };
    const [replay] = await runSeeds(job);
    // A change of the engine changes what a seed leads to: then another one must notice.
    const failure =
      replay?.ok === false
        ? replay
        : await findFailure({ worker, from, edges, seeds: 600, processes: 2 });
    expect(failure?.violation?.invariant).toEqual(expect.any(String));
  });
});

describe('a patch', () => {
  const patch = { file: 'a.ts', find: 'one', replace: 'two' };

  it('replaces its anchor in its own file', () => {
    expect(applyPatches('a.ts', 'one three', [patch])).toBe('two three');
    expect(applyPatches('b.ts', 'one three', [patch])).toBe('one three');
  });

  it.each(['three', 'one one'])('refuses "%s", where the anchor is not there once', (text) => {
    expect(() => applyPatches('a.ts', text, [patch])).toThrow(PatchError);
  });
});
