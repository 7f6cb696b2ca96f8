import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A text as the bytes that a browser may have written for it. */
function encodings(text: string): Buffer[] {
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  return [Buffer.from(text, 'utf8'), little, big];
}

/** The files below a folder that contain any of these texts, as `text: path`. */
export async function searchFiles(folder: string, texts: readonly string[]) {
  const found: string[] = [];
  const files: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    files.push(path);
    for (const text of texts)
      if (encodings(text).some((needle) => bytes.includes(needle))) found.push(`${text}: ${path}`);
  }
  return { found, files };
}
