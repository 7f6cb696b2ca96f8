import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { toSvg } from '../src/inspect/index.js';
import { authMachine } from '../src/machines/index.js';
import { logoutPage } from '../test/inspect/sequence/logout-page.js';
import { testingPage } from '../test/testing/buggy-apps/testing-page.js';
import { statechartPage } from './docs/statechart-page.js';

/** A page or picture that is written by a program. */
export interface GeneratedDoc {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly generate: () => Promise<string>;
}

/** Everything in `docs/` that nobody edits by hand: `test/docs/generated.test.ts` pins it. */
export const generatedDocs: readonly GeneratedDoc[] = [
  { file: 'docs/statechart.md', generate: statechartPage },
  { file: 'docs/images/statechart.svg', generate: () => toSvg(authMachine) },
  {
    file: 'docs/images/statechart-overview.svg',
    generate: () => toSvg(authMachine, { depth: 1 }),
  },
  { file: 'docs/testing.md', generate: testingPage },
  { file: 'docs/logout.md', generate: logoutPage },
];

/** Where a generated file lies. */
export function pathOf({ file }: GeneratedDoc): string {
  return fileURLToPath(new URL(`../${file}`, import.meta.url));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const doc of generatedDocs) {
    const path = pathOf(doc);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await doc.generate());
    console.log(doc.file);
  }
}
