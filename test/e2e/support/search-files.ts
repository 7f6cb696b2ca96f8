import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Of how many characters the pieces of a text are: a browser that compresses its files breaks long texts up. */
const PIECE = 12;

/** A text as the bytes that a browser may have written for it. */
function encodings(text: string): Buffer[] {
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  return [Buffer.from(text, 'utf8'), little, big];
}

const piecesOf = (text: string): readonly string[] =>
  text.match(new RegExp(`.{${PIECE}}`, 'g')) ?? [text];

/**
 * The files below a folder that contain any of these texts, as `text: path`.
 *
 * @param options - `inPieces`: whether twelve characters of one will do.
 */
export async function searchFiles(
  folder: string,
  texts: readonly string[],
  { inPieces = false } = {},
) {
  const needles = texts.map((text) => ({
    text,
    bytes: (inPieces ? piecesOf(text) : [text]).flatMap(encodings),
  }));
  const found: string[] = [];
  const files: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    files.push(path);
    for (const needle of needles)
      if (needle.bytes.some((each) => bytes.includes(each))) found.push(`${needle.text}: ${path}`);
  }
  return { found, files };
}
