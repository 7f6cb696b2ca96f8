import { readFile } from 'node:fs/promises';
import { transformAsync } from '@babel/core';
import reactCompiler from 'babel-plugin-react-compiler';
import type { BuildOptions } from 'esbuild';

/** How the page is built where it is not built plainly. */
export type Way = Pick<BuildOptions, 'alias' | 'plugins'>;

/** Preact in React's place. */
export const withPreact: Way = {
  alias: {
    react: 'preact/compat',
    'react-dom': 'preact/compat',
    'react-dom/client': 'preact/compat/client',
    'react/jsx-runtime': 'preact/jsx-runtime',
  },
};

/** Every component of the page and of the package goes through the React Compiler, which must understand each. */
export const withReactCompiler: Way = {
  plugins: [
    {
      name: 'react-compiler',
      setup(build) {
        build.onLoad({ filter: /\/(dialog|src\/react.*)\/[\w-]+[.]tsx$/ }, async ({ path }) => {
          const compiled = await transformAsync(await readFile(path, 'utf8'), {
            filename: path,
            configFile: false,
            babelrc: false,
            parserOpts: { plugins: ['jsx', 'typescript'] },
            plugins: [[reactCompiler, { panicThreshold: 'all_errors' }]],
          });
          return { contents: compiled?.code ?? '', loader: 'tsx' };
        });
      },
    },
  ],
};
