import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleApps, sourcesOf } from '../../scripts/examples/install-example.js';

/** What the framework's own command makes, or a line tells. */
const NOT_SHOWN =
  /^(package|package-lock|tsconfig)\.json$|^README\.md$|^\.env\.example$|^(vite|react-router)\.config\.ts$|notes(\.server)?\.ts$|^src\/env\.d\.ts$/;

describe.each(exampleApps)('the page of %s', (name) => {
  const folder = join('examples', name);
  const page = readFileSync(`docs/${name}.md`, 'utf8');
  const blocks = new Map(
    [...page.matchAll(/\*\*`([^`]+)`\*\*\n\n```\w+\n([\s\S]*?)\n```/g)].map(
      ([, file = '', text = '']) => [file, text],
    ),
  );

  it('has every file of the app, as the app has it', () => {
    const shown = sourcesOf(folder).filter((file) => !NOT_SHOWN.test(file));
    expect([...blocks.keys()].toSorted()).toEqual([...shown]);
    for (const [file, text] of blocks)
      expect(text, file).toBe(readFileSync(join(folder, file), 'utf8').trimEnd());
  });
});
