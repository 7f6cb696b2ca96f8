import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { sourceAliases } from '../../scripts/aliases.js';

/** A file to be served. */
export interface BuiltFile {
  readonly type: string;
  readonly body: string;
}

/** Notes when the first line of a page's own JavaScript runs. */
const banner = 'globalThis.scriptStart??=performance.now();';

/** The page around an entry: the same for all. */
const page = (script: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Benchmark</title>
    <link rel="icon" href="data:," />
    <script type="module" src="${script}"></script>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;

/** Builds pages as an app is built for production: minified, lazy parts in files of their own. */
export async function buildPages(
  folder: 'pages' | 'clients',
  names: readonly string[],
  plugins: Plugin[] = [],
): Promise<Map<string, BuiltFile>> {
  const files = new Map<string, BuiltFile>();
  for (const name of names) {
    const root = fileURLToPath(new URL(`../${folder}/${name}`, import.meta.url));
    const built = await build({
      root,
      base: `/${name}/`,
      configFile: false,
      logLevel: 'error',
      plugins,
      resolve: { alias: sourceAliases(), dedupe: ['react', 'react-dom'] },
      build: {
        write: false,
        target: 'es2022',
        modulePreload: { polyfill: false },
        rolldownOptions: { input: `${root}/main`, output: { banner } },
      },
    });
    for (const { output } of [built].flat() as { output: readonly OutputFile[] }[])
      for (const { fileName, isEntry, code = '' } of output) {
        const path = `/${name}/${fileName}`;
        files.set(path, { type: 'text/javascript', body: code });
        if (isEntry) files.set(`/${name}/index.html`, { type: 'text/html', body: page(path) });
      }
  }
  return files;
}

interface OutputFile {
  readonly fileName: string;
  readonly isEntry?: boolean;
  readonly code?: string;
}
