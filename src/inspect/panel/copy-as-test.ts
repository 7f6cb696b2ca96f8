import type { Entry } from '../recording/entry.js';
import { h } from '../ui/h.js';
import type { PanelModel } from './model.js';
import { factsOf } from './facts-of.js';

/** Copies a test of what was seen, up to the entry being looked at. Resolves to what came of it. */
export async function copyAsTest(model: PanelModel, document: Document): Promise<string> {
  const text = testOf(
    model.recorder.entries.filter(
      ({ index }) => model.selected === null || index <= model.selected,
    ),
  );
  try {
    await document.defaultView?.navigator.clipboard.writeText(text);
    return 'Copied. Paste it into a test file.';
  } catch {
    return copyBySelection(text, document)
      ? 'Copied. Paste it into a test file.'
      : 'The browser does not let this page copy.';
  }
}

/** The test of a log: a path of facts for `describeAuthPaths`. */
export function testOf(entries: readonly Entry[]): string {
  const facts = factsOf(entries)
    .map((fact) => `      '${fact}',`)
    .join('\n');
  return `import { describe, it } from 'vitest';
import { describeAuthPaths, pathFromEvents } from '@moon-key/react-auth/testing';
import { driver } from './auth-driver.js'; // how your app signs in, logs out, and shows who is there

describeAuthPaths(
  [
    pathFromEvents([
${facts}
    ]),
  ],
  driver,
  { describe, it },
);
`;
}

function copyBySelection(text: string, document: Document): boolean {
  const area = h(document, 'textarea');
  area.style.cssText = 'position:fixed;opacity:0';
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
