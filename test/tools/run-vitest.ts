import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));

/** A folder of test files that a Vitest of its own runs. */
export interface TestFolder {
  readonly folder: string;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Runs Vitest on the files whose names hold one of these. */
  run(...files: string[]): Promise<{ code: number; output: string }>;
  remove(): void;
}

/** Makes one beside the tests, so that it finds the sources. */
export function testFolder(): TestFolder {
  const folder = mkdtempSync(join(here, '.generated-'));
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  return {
    folder,
    write: (file, text) => writeFileSync(join(folder, file), text),
    read: (file) => readFileSync(join(folder, file), 'utf8'),
    run: (...files) =>
      new Promise((resolve) => {
        const env = { ...process.env, VITEST: '', NODE_ENV: 'test', NO_COLOR: '1' };
        const args = [vitest, 'run', '--root', folder, ...files];
        execFile(process.execPath, args, { cwd: folder, env, timeout: 90_000 }, (error, out, err) =>
          resolve({ code: error ? Number(error.code ?? 1) : 0, output: out + err }),
        );
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
