import { splitLazyChunks } from './scripts/static-chunks.js';

const shared = { path: 'src/react/index.ts', gzip: true, modifyEsbuildConfig: splitLazyChunks };

export default [
  {
    ...shared,
    name: 'everything but React, at start',
    ignore: ['react', 'react-dom'],
    limit: '22 kB',
  },
  {
    ...shared,
    name: 'our own code, at start',
    ignore: ['react', 'react-dom', 'xstate', '@xstate/react', 'idb'],
    limit: '7 kB',
  },
];
