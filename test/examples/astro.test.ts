import { describeApp } from './support/describe-app.js';

describeApp({
  name: 'astro',
  publicVariable: 'PUBLIC_MOONKEY_PUBLISHABLE_KEY',
  bundle: 'dist/client',
  build: [['node_modules/astro/bin/astro.mjs', 'build']],
  start: () => ['dist/server/entry.mjs'],
});
