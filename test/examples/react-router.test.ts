import { describeApp } from './support/describe-app.js';

const dev = 'node_modules/@react-router/dev/bin.cjs';

describeApp({
  name: 'react-router',
  publicVariable: 'VITE_MOONKEY_PUBLISHABLE_KEY',
  bundle: 'build/client',
  build: [
    [dev, 'build'],
    [dev, 'typegen'],
    ['node_modules/typescript/bin/tsc', '--noEmit'],
  ],
  start: () => ['node_modules/@react-router/serve/bin.cjs', 'build/server/index.js'],
});
