import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { staticOutputs } from '../../scripts/static-chunks.js';

test('each language of the dialog is a chunk of its own, and none is at the start', async () => {
  const { metafile } = await build({
    entryPoints: ['src/react/index.ts'],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'built',
    write: false,
    metafile: true,
    external: ['react', 'react-dom'],
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const texts = (name: string) => `src/react/dialog/texts/${name}.ts`;
  for (const name of ['ar', 'de', 'es', 'fr', 'ja']) {
    const chunks = Object.values(metafile.outputs).filter(({ inputs }) => texts(name) in inputs);
    expect(chunks.map(({ inputs }) => Object.keys(inputs))).toEqual([[texts(name)]]);
  }
  const atStart = [...staticOutputs(metafile.outputs)].flatMap((path) =>
    Object.keys(metafile.outputs[path]?.inputs ?? {}),
  );
  expect(atStart).toContain('src/react/provider.tsx');
  expect(atStart.filter((path) => path.includes('/texts/'))).toEqual([]);
});
