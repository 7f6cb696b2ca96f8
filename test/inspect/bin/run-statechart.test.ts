import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toMermaid } from '@moon-key/react-auth/inspect';
import { authMachine } from '@moon-key/react-auth/machine';

const bin = fileURLToPath(new URL('../../../src/inspect/bin.ts', import.meta.url));
const machines = pathToFileURL(
  fileURLToPath(new URL('../../../src/machines/index.ts', import.meta.url)),
).href;
const xstate = import.meta.resolve('xstate');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statechart-'));
  await writeFile(
    join(folder, 'own.mjs'),
    `import { createMachine } from '${xstate}';
     import { authMachine } from '${machines}';
     export const door = createMachine({ id: 'door', initial: 'shut', states: { shut: { on: { OPEN: 'open' } }, open: {} } });
     export const extended = authMachine.provide({});
     export const number = 1;`,
  );
  await writeFile(
    join(folder, 'one.mjs'),
    `import { createMachine } from '${xstate}';
     export default createMachine({ id: 'lamp', initial: 'off', states: { off: {} } });`,
  );
  await writeFile(join(folder, 'broken.mjs'), `throw new Error('out of order');`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const tsx = import.meta.resolve('tsx');
    const done = await promisify(execFile)(process.execPath, ['--import', tsx, bin, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
    });
    return { code: 0, ...done };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

describe('moonkey-statechart', () => {
  it('writes Mermaid of this package’s machine to standard output', async () => {
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(toMermaid(authMachine));
  });

  it('writes an SVG of a user’s machine to a file', async () => {
    const { code, stdout, stderr } = await run(
      '--machine',
      './own.mjs#door',
      '--format',
      'svg',
      '--out',
      'door.svg',
    );
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    const picture = await readFile(join(folder, 'door.svg'), 'utf8');
    expect(picture).toMatch(/^\n?<svg[^>]+viewBox/);
    expect(picture).toContain('data-state="door.open"');
  });

  it('takes an extended machine, a file’s only machine, and a table', async () => {
    expect((await run('--machine', 'own.mjs#extended')).stdout).toBe(toMermaid(authMachine));
    expect((await run('--machine', 'one.mjs')).stdout).toContain('[*] --> off');
    expect((await run('--format', 'table')).stdout).toContain('| state | `LOGOUT` |');
  });

  it.each([
    [['--format', 'png'], '--format "png" is unknown. Use one of: mermaid, svg, table, json.'],
    [['--colour'], "Unknown option '--colour'"],
    [['--format', 'svg', '--depth', 'deep'], '"depth" must be a whole number, at least 1.'],
    [['--machine', './own.mjs'], './own.mjs exports 2 machines (door, extended): pick one with'],
    [
      ['--machine', './own.mjs#gate'],
      '"gate" is not exported by ./own.mjs. Machines there: door, extended.',
    ],
    [['--machine', './own.mjs#number'], '"number" is not an XState v5 machine'],
    [['--machine', './missing.mjs'], './missing.mjs could not be loaded: Cannot find module'],
    [['--machine', './broken.mjs'], './broken.mjs could not be loaded: out of order'],
    [['--out', 'no/such/folder.md'], '--out could not be written: ENOENT'],
  ])('explains %j', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it('shows its help', async () => {
    expect((await run('--help')).stdout).toContain('Usage: moonkey-statechart');
  });
});
