import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, runIn } from './cache.js';

/** React Router, TanStack Start and Astro of today refuse an older one. */
const NEEDED = 22;
const VERSION = '24.21.0';

/**
 * The path of a Node that runs every example: this one where it is new enough, or else the binary that npm has as a
 * package, installed on first use.
 *
 * @throws when there is none for this platform, or it cannot be had.
 */
export function newerNode(): string {
  if (Number.parseInt(process.versions.node, 10) >= NEEDED) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(cacheFolder, 'node');
  const path = join(folder, 'node_modules', name, 'bin', 'node');
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  try {
    runIn(folder, 'npm', ['install', '--no-save', '--prefer-offline', `${name}@${VERSION}`]);
  } catch (error) {
    throw new Error(
      `The example apps need Node ${NEEDED} or newer, and none could be installed. Run them with a newer Node.`,
      { cause: error },
    );
  }
  return path;
}
