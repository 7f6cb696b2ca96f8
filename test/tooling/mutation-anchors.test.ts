import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mutations } from '../../scripts/mutations/index.js';
import { applyPatches } from '../../scripts/simulation/patch.js';

it.each(mutations.map(({ id, patches }) => ({ id, patches })))(
  'the safeguard $id is where the mutation looks for it',
  ({ patches }) => {
    for (const { file } of patches)
      expect(applyPatches(file, readFileSync(file, 'utf8'), patches)).not.toBe('');
  },
);
