import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Other projects' clients, installed outside of this one. */
export interface Clients {
  /** Where they are. */
  readonly folder: string;
  /** Those that could be installed. */
  readonly versions: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

const PACKAGES = { supabase: '@supabase/supabase-js@2', firebase: 'firebase@12' };

export type ClientName = keyof typeof PACKAGES;

/** How long the installation may take, in ms. */
const LIMIT = 180_000;

let installing: Promise<Clients> | undefined;

/** Installs them into a folder of their own, once: they are no dependencies of this project. */
export function installClients(): Promise<Clients> {
  return (installing ??= install());
}

/** Removes that folder. */
export async function removeClients(): Promise<void> {
  const clients = await installing;
  if (clients) await rm(clients.folder, { recursive: true, force: true });
}

async function install(): Promise<Clients> {
  const folder = await mkdtemp(join(tmpdir(), 'moonkey-bench-clients-'));
  const versions: Record<string, string> = {};
  const notes: string[] = [];
  for (const [name, wanted] of Object.entries(PACKAGES)) {
    const failure = await npmInstall(folder, wanted);
    if (failure !== null) {
      notes.push(`${wanted} could not be installed, so it is left out: ${failure}.`);
      continue;
    }
    const path = wanted.slice(0, wanted.lastIndexOf('@'));
    const manifest = await readFile(join(folder, 'node_modules', path, 'package.json'), 'utf8');
    versions[name] = (JSON.parse(manifest) as { version: string }).version;
  }
  return { folder, versions, notes };
}

/** What went wrong, or null. */
function npmInstall(folder: string, wanted: string): Promise<string | null> {
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const child = spawn('npm', ['install', '--prefix', folder, ...flags, wanted], {
    cwd: folder,
    stdio: 'ignore',
    timeout: LIMIT,
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code) => resolve(code === 0 ? null : `npm ended with ${code ?? 'a signal'}`));
  });
}
