import { describeApp } from './support/describe-app.js';

describeApp({
  name: 'tanstack-start',
  publicVariable: 'VITE_MOONKEY_PUBLISHABLE_KEY',
  bundle: '.output/public',
  build: [
    ['node_modules/vite/bin/vite.js', 'build'],
    ['node_modules/typescript/bin/tsc', '--noEmit'],
  ],
  start: () => ['.output/server/index.mjs'],
});
