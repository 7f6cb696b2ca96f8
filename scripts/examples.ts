import { pathToFileURL } from 'node:url';
import { exampleApps, installExample } from './examples/install-example.js';
import { newerNode } from './examples/newer-node.js';
import { skipUnlessRequired } from './test/skip.js';

/** Installs what the tests of the example apps need: a newer Node, and each app's own packages. */
export function prepareExamples(): void {
  newerNode();
  for (const name of exampleApps) installExample(name);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  skipUnlessRequired('examples', () => {
    prepareExamples();
    console.log(exampleApps.join(', '));
  });
