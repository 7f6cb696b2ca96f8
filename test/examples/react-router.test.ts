import { describeApp } from './support/describe-app.js';

describeApp({
  name: 'react-router',
  publicVariable: 'VITE_MOONKEY_PUBLISHABLE_KEY',
  bundle: 'build/client',
  build: ['node_modules/@react-router/dev/bin.cjs', 'build'],
  start: () => ['node_modules/@react-router/serve/bin.cjs', 'build/server/index.js'],
});
