import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProgram } from './support/run-program.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moonkey-init-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
const values = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );

it('writes a key, a ticket secret and an address, for its owner alone, and has git ignore them', async () => {
  const { code, output } = await runProgram(folder, ['init']);
  expect(code).toBe(0);
  const { MOONKEY_SECRET_KEY, MOONKEY_TICKET_SECRET, MOONKEY_API_URL } = values(read('.env'));
  expect(MOONKEY_SECRET_KEY).toMatch(/^sk_test_[0-9a-f]{48}$/);
  expect(MOONKEY_TICKET_SECRET).toMatch(/^[\w-]{43}$/);
  expect(MOONKEY_API_URL).toBe('http://127.0.0.1:4010');
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
  expect(read('.gitignore')).toBe('.env\n');
  expect(output).not.toContain(MOONKEY_SECRET_KEY);
  expect(output).not.toContain(MOONKEY_TICKET_SECRET);
});

it('changes nothing the second time', async () => {
  await runProgram(folder, ['init']);
  const before = [read('.env'), read('.gitignore')];
  const { code, output } = await runProgram(folder, ['init']);
  expect(code).toBe(0);
  expect(output).toMatch(/kept {3}MOONKEY_SECRET_KEY/);
  expect([read('.env'), read('.gitignore')]).toEqual(before);
});

it('adds what is missing to a .env of the app, and keeps every byte that is there', async () => {
  const theirs =
    'DATABASE_URL=postgres://x\nexport MOONKEY_TICKET_SECRET = "mine"\nMOONKEY_API_URL=';
  write('.env', theirs);
  write('.gitignore', 'node_modules\n.env*');
  expect((await runProgram(folder, ['init'])).code).toBe(0);
  const text = read('.env');
  expect(text.startsWith(`${theirs}\n`)).toBe(true);
  expect(Object.keys(values(text.slice(theirs.length)))).toEqual(['MOONKEY_SECRET_KEY']);
  expect(read('.gitignore')).toBe('node_modules\n.env*');
});

it('says what is wrong when the file cannot be written', async () => {
  const { code, output } = await runProgram(folder, ['init', 'missing/.env']);
  expect(code).toBe(1);
  expect(output).toMatch(/^moonkey: /);
  expect(output).not.toMatch(/\n\s+at /);
});

it('explains itself', async () => {
  const { code, output } = await runProgram(folder, ['--help']);
  expect(code).toBe(0);
  expect(output).toMatch(/Usage: moonkey[^]*init/);
});
