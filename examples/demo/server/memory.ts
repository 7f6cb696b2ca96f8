import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const random = (bytes: number) => randomBytes(bytes).toString('base64url');

const facts = z.object({
  /** The port of the last run: a browser keeps sessions per origin, and the port is part of it. */
  port: z.number().default(0),
  secretKey: z.string().default(() => `sk_test_${random(24)}`),
  ticketSecret: z.string().default(() => random(32)),
  /** Whose sessions to show: everybody who signed in here. */
  users: z.array(z.string()).default([]),
});

/** What the demo keeps between runs, in `demo.json` of its data folder. */
export interface DemoMemory {
  readonly facts: z.output<typeof facts>;
  /** Changes facts and writes them down. */
  update(change: Partial<z.output<typeof facts>>): Promise<void>;
}

/** Reads the memory, or begins one with fresh development keys. */
export async function openMemory(folder: string): Promise<DemoMemory> {
  const file = join(folder, 'demo.json');
  await mkdir(folder, { recursive: true });
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const memory = facts.parse(JSON.parse(text));
  let writing = Promise.resolve();

  const write = async () => {
    await writeFile(`${file}.new`, `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  const update = (change: Partial<typeof memory>) => {
    Object.assign(memory, change);
    return (writing = writing.then(write));
  };
  await update({});
  return { facts: memory, update };
}
