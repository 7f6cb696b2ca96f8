import { expect, test, vi } from 'vitest';
import { runStep } from '../../scripts/test/run-step.js';

const node = (code: string): string[] => [process.execPath, '-e', code];

test('a step runs all its commands and shows the output of those that fail', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const tally = await runStep({
    name: 'tools',
    checks: [
      { name: 'breaks', command: node("console.error('the reason'); process.exit(3)") },
      { name: 'works', command: node("console.log('not worth reading')") },
      { name: 'missing', command: ['no-such-command-here'] },
    ],
  });
  const printed = log.mock.calls.flat().join('\n');
  log.mockRestore();

  expect(tally).toEqual({ passed: 1, failed: 2 });
  expect(printed).toContain('the reason');
  expect(printed).toContain('ENOENT');
  expect(printed).not.toContain('not worth reading');
  expect(printed).toMatch(/ok {2}tools: works {2}1 passed, 0 failed {2}\d+\.\d s/);
});

test('a step that cannot run here is skipped, and says why', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const tally = await runStep({
    name: 'engine',
    checks: [
      { name: 'is available', command: node("console.log('No engine found.'); process.exit(75)") },
      { name: 'works', command: node('process.exit(3)') },
    ],
  });
  const printed = log.mock.calls.flat().join('\n');
  log.mockRestore();

  expect(tally).toEqual({ passed: 0, failed: 0 });
  expect(printed).toBe('skipped  engine: is available  No engine found.');
});

test('a test folder without tests fails instead of passing silently', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const tally = await runStep({
    name: 'unit',
    checks: [
      { name: 'unit', command: node('process.exit(0)'), vitest: { folders: ['no-such-folder'] } },
    ],
  });
  const printed = log.mock.calls.flat().join('\n');
  log.mockRestore();

  expect(tally).toEqual({ passed: 0, failed: 1 });
  expect(printed).toContain('test/no-such-folder has no tests.');
});
