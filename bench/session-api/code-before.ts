import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The commit that the service is compared with: the last one before it was made fast. */
export const commitBefore = 'c901748';

/** Where its code was. */
export const sourcesBefore = { service: 'src/session-api', handler: 'src/server' };

/** The code of that commit beside this checkout's packages; undefined where the repository does not have it. */
export function checkOutBefore(root: string): { folder: string; remove: () => void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'moonkey-before-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const archive = execFileSync('git', ['archive', commitBefore, 'src'], {
      cwd: root,
      maxBuffer: 1 << 26,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    execFileSync('tar', ['-x'], { cwd: folder, input: archive });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    return { folder, remove };
  } catch {
    remove();
    return undefined;
  }
}
