import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files below a folder that hold one of these texts, and how many were searched. */
export function searchBundle(folder: string, needles: readonly string[]) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'latin1');
    return needles.filter((needle) => text.includes(needle)).map((needle) => `${file}: ${needle}`);
  });
  return { searched: files.length, found };
}
