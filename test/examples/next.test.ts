import { expect, it } from 'vitest';
import { describeApp } from './support/describe-app.js';

const next = 'node_modules/next/dist/bin/next';

describeApp(
  {
    name: 'next',
    publicVariable: 'NEXT_PUBLIC_MOONKEY_PUBLISHABLE_KEY',
    bundle: '.next/static',
    build: [[next, 'build']],
    start: (port) => [next, 'start', '-H', 'localhost', '-p', String(port)],
  },
  (stage) => {
    it('a server component has what the app says of its user', async () => {
      const { page, complaints } = await stage.arrive();
      await page.getByText('Role: member').waitFor();
      expect(await stage.htmlOf('/account')).toContain('member');
      expect(complaints).toEqual([]);
    });
  },
);
