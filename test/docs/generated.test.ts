import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedDocs, pathOf } from '../../scripts/docs.js';

describe('the generated pages', () => {
  it.each(generatedDocs.map((doc) => [doc.file, doc] as const))(
    '%s says what the code says (else: npm run docs)',
    async (_, doc) => {
      expect(await doc.generate()).toBe(readFileSync(pathOf(doc), 'utf8'));
    },
  );
});
