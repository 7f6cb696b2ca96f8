import { execFile } from 'node:child_process';
import { bundledProgram } from '../../support/bundled-program.js';

/** Runs the command `moonkey` in a folder. */
export function runProgram(
  cwd: string,
  args: readonly string[],
): Promise<{ code: number; output: string }> {
  const bin = bundledProgram('src/cli/bin.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr }),
    );
  });
}
