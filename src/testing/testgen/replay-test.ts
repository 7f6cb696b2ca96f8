import { heads } from './heads.js';
import type { Runner } from './heads.js';

/** How long a replay may take, in ms. */
const LONGEST = 600_000;

/**
 * The source of a test that replays a recording with the driver beside it, and writes what it found, as
 * JSON, to another file: null where the app does right.
 */
export function replayTest(runner: Runner, recording: string, answer: string): string {
  const walk =
    runner === 'playwright'
      ? `async (path) => {
    const context = await browser.newContext();
    try {
      await walkAuthPathInBrowser(context, path, driver);
    } finally {
      await context.close();
    }
  }`
      : '(path) => walkAuthPath(path, driver, { patience: 100 })';
  const fitting = runner === 'playwright' ? '.filter(isWalkableInBrowser)' : '';
  const body = `const found = await reproduce(
    pathsFromRecording(readFileSync(${JSON.stringify(recording)}, 'utf8'))${fitting},
    ${walk},
  );
  const told = found && {
    recorded: found.recorded.steps.length,
    facts: found.path.steps.map(({ fact }) => fact),
    complaint: found.complaint,
  };
  writeFileSync(${JSON.stringify(answer)}, JSON.stringify(told));`;
  const test =
    runner === 'playwright'
      ? `test('replay', async ({ browser }) => {\n  test.setTimeout(${LONGEST});\n  ${body}\n});`
      : `it('replay', async () => {\n  ${body}\n}, ${LONGEST});`;
  const ofTheKit = runner === 'playwright' ? ['isWalkableInBrowser'] : [];
  return [
    ...heads(runner, [...ofTheKit, 'pathsFromRecording', 'reproduce'], ['it']),
    "import { readFileSync, writeFileSync } from 'node:fs';",
    "import { driver } from './auth-driver';",
    '',
    test,
    '',
  ].join('\n');
}
