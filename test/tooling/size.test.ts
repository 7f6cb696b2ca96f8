import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { splitLazyChunks, whatCounts } from '../../scripts/static-chunks.js';

const folder = mkdtempSync(join(tmpdir(), 'static-chunks-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('what is imported statically is measured, also through a shared chunk; what is lazy is not', async () => {
  const files = {
    'entry.js':
      "import { shared } from './shared.js'; console.log('at start', shared); export const open = () => import('./dialog.js');",
    'shared.js': "export const shared = { text: 'needed by both' };",
    'dialog.js':
      "import { shared } from './shared.js'; import { deep } from './deep.js'; export default ['only when opened', shared, deep];",
    'deep.js': "export const deep = 'behind the dialog';",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

  const { metafile } = await build(
    splitLazyChunks({
      entryPoints: [join(folder, 'entry.js')],
      absWorkingDir: folder,
      outdir: 'out',
      bundle: true,
      metafile: true,
    }),
  );

  const measured = Object.keys(metafile?.outputs ?? {}).map((path) => join(folder, path));
  const text = measured.map((path) => readFileSync(path, 'utf8')).join();
  expect(text).toContain('at start');
  expect(text).toContain('needed by both');
  expect(text).not.toContain('only when opened');
  expect(text).not.toContain('behind the dialog');
  expect(text).toContain('import("./dialog.js")');
});

test('a size depends neither on the hashes of lazy chunks nor on how many modules import what is left out', () => {
  const code = 'import{a as b}from"./shared.js";let c=()=>import("./dialog.js");b(c);';
  const built = `import{useState as s}from"react";${code}import{setup as x}from"xstate";`;
  expect(whatCounts(built.replace('dialog', 'dialog-YO6OX4DZ'))).toBe(code);
});

test('each part that the root entry loads later is one file: no module is shared by two of them', async () => {
  const { metafile } = await build({
    entryPoints: ['src/react/index.ts'],
    outdir: 'out',
    entryNames: 'start',
    chunkNames: '[name]',
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    packages: 'external',
    write: false,
    metafile: true,
  });

  const files = Object.entries(metafile.outputs);
  expect(files.filter(([, { entryPoint }]) => entryPoint === undefined)).toEqual([]);
  expect(files.map(([path]) => path)).toContain('out/protocol.js');
});
