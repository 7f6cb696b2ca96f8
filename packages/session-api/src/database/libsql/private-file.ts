import { existsSync } from 'node:fs';
import { chmod, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defaultDatabase } from '../default-database.js';

const formerPath = 'moonkey-sessions.db';
const defaultPath = defaultDatabase.replace('file:', '');

/** The path that the URL of an embedded database names. */
export function pathOf(url: string): string {
  return url.replace(/^file:(\/\/(?=\/))?/, '');
}

/**
 * Makes the file, readable by its owner alone: it holds the signing key. The default one gets a folder that tells git to
 * ignore it.
 */
export async function preparePrivateFile(path: string): Promise<void> {
  if (path === defaultPath) await prepareDefaultFolder();
  // SQLite gives its -wal and -shm files the same mode.
  const file = await open(path, 'a', 0o600);
  await file.close();
  await chmod(path, 0o600);
}

async function prepareDefaultFolder(): Promise<void> {
  if (existsSync(formerPath) && !existsSync(defaultPath)) {
    throw new Error(
      `there is a ${formerPath} here, where an earlier version kept sessions and its signing key. ` +
        `Move it, out of git's sight: mkdir -p ${dirname(defaultPath)} && mv ${formerPath} ${defaultPath}`,
    );
  }
  const folder = dirname(defaultPath);
  if (existsSync(folder)) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, '.gitignore'), '*\n');
}
