import { randomBytes } from 'node:crypto';
import { appendFile, chmod, open, readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

/** What {@link writeEnvironment} did. */
export interface WrittenEnvironment {
  /** Names of the variables that were written. */
  readonly added: readonly string[];
  /** Names of those that the file had already. */
  readonly kept: readonly string[];
  /** Whether the file was added to `.gitignore`. */
  readonly ignored: boolean;
}

interface Variable {
  readonly name: string;
  readonly about: string;
  readonly make: () => string;
}

const variables: readonly Variable[] = [
  {
    name: 'MOONKEY_SECRET_KEY',
    about: 'Opens the session service. For development; never in a browser.',
    make: () => `sk_test_${randomBytes(24).toString('hex')}`,
  },
  {
    name: 'MOONKEY_TICKET_SECRET',
    about: 'Signs revocation tickets. Keep it: without it, logouts that wait are refused.',
    make: () => randomBytes(32).toString('base64url'),
  },
  {
    name: 'MOONKEY_API_URL',
    about: 'Where the session service listens.',
    make: () => 'http://127.0.0.1:4010',
  },
];

/**
 * Adds to the file what an app's backend needs and what is not in it yet, and tells git to ignore the file.
 * A value that is there, even an empty one, is never changed.
 *
 * @param folder - The app's folder.
 * @param file - Relative to it. Made readable by its owner alone.
 */
export async function writeEnvironment(folder: string, file: string): Promise<WrittenEnvironment> {
  const path = resolve(folder, file);
  const text = await readText(path);
  const isSet = ({ name }: Variable): boolean =>
    new RegExp(`^[ \\t]*(export[ \\t]+)?${name}[ \\t]*=`, 'm').test(text);
  const missing = variables.filter((variable) => !isSet(variable));
  const ignored = await ignore(path);
  if (missing.length > 0) {
    const lines = missing.map(({ name, about, make }) => `# ${about}\n${name}=${make()}\n`);
    await append(path, (endsOpen(text) ? '\n' : '') + lines.join(''));
  }
  return {
    added: missing.map(({ name }) => name),
    kept: variables.filter(isSet).map(({ name }) => name),
    ignored,
  };
}

/** Adds the file to the `.gitignore` beside it, unless a line there has it. */
async function ignore(path: string): Promise<boolean> {
  const gitignore = resolve(dirname(path), '.gitignore');
  const text = await readText(gitignore);
  const name = basename(path);
  const covering = [name, `/${name}`, '*', '.env*', '*.env', '.env.*'].filter(
    (pattern) => pattern !== '.env.*' || name.startsWith('.env.'),
  );
  if (text.split(/\r?\n/).some((line) => covering.includes(line.trim()))) return false;
  await appendFile(gitignore, `${endsOpen(text) ? '\n' : ''}${name}\n`);
  return true;
}

async function append(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(text);
  } finally {
    await file.close();
  }
  await chmod(path, 0o600);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

const endsOpen = (text: string): boolean => text !== '' && !text.endsWith('\n');
