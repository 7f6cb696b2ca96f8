import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, inject, it } from 'vitest';
import {
  installExample,
  installTarball,
  withNewerNode,
} from '../../scripts/examples/install-example.js';

/** What `create-next-app --yes` leaves, with the provider as the guides have it, and no secret in the environment. */
const files = {
  'next.config.mjs': `export default { cacheComponents: true, turbopack: { root: '..' } };\n`,
  'app/layout.jsx': `import { MoonKeyProvider } from '@moon-key/react-auth';
import { Header } from './header';

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <MoonKeyProvider publishableKey="pk_test_123">
          <Header />
          {children}
        </MoonKeyProvider>
      </body>
    </html>
  );
}
`,
  'app/header.jsx': `'use client';
import { useMoonKey } from '@moon-key/react-auth';

export function Header() {
  const { ready, isAuthenticated, user, logout, start } = useMoonKey();
  if (!ready) return <header>One moment</header>;
  if (!isAuthenticated) return <button onClick={start}>Sign in</button>;
  return <button onClick={logout}>{\`Log out \${user.email}\`}</button>;
}
`,
  'app/page.jsx': `export default function Page() {
  return <p>Anybody</p>;
}
`,
  'auth.js': `import { createNextAuth } from '@moon-key/react-auth/next';

export const { auth, getToken, signOut, handler, renew } = createNextAuth();
`,
  'app/api/auth/[...moonkey]/route.js': `import { handler } from '../../../../auth';

export { handler as GET, handler as POST };
`,
};

it('a fresh Next app builds with cacheComponents, though no secret is there', () => {
  const app = installExample('next');
  installTarball(app, inject('tarball'));
  const folder = join(app, 'fresh');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const { MOONKEY_SECRET_KEY: _key, MOONKEY_TICKET_SECRET: _secret, ...env } = withNewerNode();
  const { status, stdout, stderr } = spawnSync(
    'node',
    ['../node_modules/next/dist/bin/next', 'build'],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
  );
  rmSync(folder, { recursive: true });
  expect({ status, output: stdout + stderr }).toEqual({
    status: 0,
    output: expect.stringMatching(/\/api\/auth\/\[\.\.\.moonkey\]/),
  });
}, 600_000);
