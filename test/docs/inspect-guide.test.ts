import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as inspect from '../../src/inspect/index.js';
import { ownAllowLists } from '../../src/inspect/redact/allow-list.js';
import { authMachine } from '../../src/machines/index.js';

const guide = readFileSync(new URL('../../docs/inspect.md', import.meta.url), 'utf8');
const snippets = [...guide.matchAll(/```tsx?\n([\s\S]*?)```/g)].map(([, code = '']) => code);

describe('docs/inspect.md', () => {
  it('imports nothing that does not exist', () => {
    const names = snippets.flatMap((code) =>
      [...code.matchAll(/import \{ ([^}]+) \} from '@moon-key\/react-auth\/inspect'/g)].flatMap(
        ([, list = '']) => list.split(', '),
      ),
    );
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) expect(inspect).toHaveProperty(name);
  });

  it('shows a chart in under five lines', () => {
    for (const verb of ['mountInspector', '<MoonKeyInspector']) {
      const [first = ''] = snippets.filter((code) => code.includes(verb));
      expect(first.split('\n').filter((line) => line.trim() !== '').length).toBeLessThan(5);
    }
  });

  it('names every public field of the session’s machine', () => {
    const fields =
      ownAllowLists.find(({ machine }) => machine === authMachine)?.allow.context ?? [];
    const missing = fields.filter(
      (field) => !field.startsWith('arriving.') && !guide.includes(`\`${field}\``),
    );
    expect(missing).toEqual([]);
  });
});
