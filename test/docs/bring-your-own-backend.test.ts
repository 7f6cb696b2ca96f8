import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const guide = readFileSync('docs/bring-your-own-backend.md', 'utf8');
const printed = [...guide.matchAll(/```ts\n\/\/ (examples\/\S+)\n([\s\S]*?)```/g)];

test('the guide prints the examples as they run', () => {
  expect(printed.map(([, path]) => path)).toEqual([
    'examples/own-sessions/app.ts',
    'examples/own-sessions/logout.ts',
    'examples/own-sessions/client.ts',
    'examples/supabase/client.ts',
    'examples/supabase/server.ts',
    'examples/oidc/app.ts',
    'examples/oidc/logout.ts',
    'examples/oidc/client.ts',
  ]);
  for (const [, path = '', code] of printed) expect(code).toBe(readFileSync(path, 'utf8'));
});
