import { describeApp } from './support/describe-app.js';

const next = 'node_modules/next/dist/bin/next';

describeApp({
  name: 'next',
  publicVariable: 'NEXT_PUBLIC_MOONKEY_PUBLISHABLE_KEY',
  bundle: '.next/static',
  build: [[next, 'build']],
  start: (port) => [next, 'start', '-H', 'localhost', '-p', String(port)],
});
