import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { sourceAliases } from '../../scripts/aliases.js';

/** A file to be served. */
export interface BuiltFile {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Notes when the first line of a page's own JavaScript runs. */
const banner = 'globalThis.scriptStart??=performance.now();';

/** Builds pages as an app is built for production: minified, lazy parts in files of their own. */
export async function buildPages(
  folder: 'pages' | 'clients',
  names: readonly string[],
  plugins: Plugin[] = [],
): Promise<Map<string, BuiltFile>> {
  const files = new Map<string, BuiltFile>();
  for (const name of names) {
    const built = await build({
      root: fileURLToPath(new URL(`../${folder}/${name}`, import.meta.url)),
      base: `/${name}/`,
      configFile: false,
      logLevel: 'error',
      plugins,
      resolve: { alias: sourceAliases(), dedupe: ['react', 'react-dom'] },
      build: {
        write: false,
        target: 'es2022',
        modulePreload: { polyfill: false },
        rolldownOptions: { output: { banner } },
      },
    });
    for (const { output } of [built].flat() as { output: readonly OutputFile[] }[])
      for (const file of output)
        files.set(`/${name}/${file.fileName}`, {
          type: file.fileName.endsWith('.html') ? 'text/html' : 'text/javascript',
          body: file.code ?? file.source ?? '',
        });
  }
  return files;
}

interface OutputFile {
  readonly fileName: string;
  readonly code?: string;
  readonly source?: string | Uint8Array;
}
