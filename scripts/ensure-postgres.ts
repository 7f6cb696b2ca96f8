import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { aptInstall, canUseApt } from './apt.js';

const debianFolder = '/usr/lib/postgresql';

/** Looks for the folder that holds `initdb` and `postgres`; the newest Debian version wins. */
export function findPostgresBin(): string | undefined {
  return candidates().find(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

/** Finds PostgreSQL's server binaries, or installs Debian's package when running as root there. */
export function ensurePostgres(): string {
  const found = findPostgresBin();
  if (found !== undefined) return found;
  if (canUseApt()) aptInstall(['postgresql']);
  const installed = findPostgresBin();
  if (installed !== undefined) return installed;
  throw new Error(
    'No PostgreSQL server found (initdb, postgres). Install it (Debian: apt-get install postgresql; macOS: brew install postgresql) or put its bin folder on PATH.',
  );
}

function candidates(): string[] {
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  return [
    ...(asked.status === 0 ? [asked.stdout.trim()] : []),
    ...versions
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(debianFolder, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
    '/opt/homebrew/bin',
    '/usr/local/pgsql/bin',
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(ensurePostgres());
