import { afterAll, describe, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../../scripts/chromium.js';
import { pathFromEvents } from '../../../src/testing/index.js';
import { recordUse } from '../../testing/recording/record-use.js';
import { engineItself } from '../../testing/walk/engine-itself.js';
import { freePort } from './free-port.js';
import { guideApps } from './guide-apps.js';

const guides = guideApps();
afterAll(() => guides.remove());

describe('Playwright', { timeout: 180_000 }, () => {
  it('runs what the guide prints, and what moonkey-testgen writes', async () => {
    const app = guides.of('Playwright');
    const port = await freePort();
    const printed = app.read('playwright.config.ts');
    app.write('printed.config.ts', printed.replaceAll('5173', String(port)));
    app.write('playwright.config.ts', withThisBrowser);
    const written = await app.run(
      ...(['moonkey-testgen', '--runner', 'playwright', '--out', 'tests/written'] as const),
      ...['--by', 'user', 'server', '--goal', 'loggedOut', '--depth', '3'],
    );
    expect(written).toMatchObject({ ok: true });
    const { ok, output } = await app.run(
      ...(['playwright', 'test', '--reporter=list'] as const),
      ...['-g', 'authenticated → log out → server down → logged out, revocation queued$|every tab'],
    );
    expect(output).toMatch(/tests\/logout\.spec\.ts.*is logged out in every tab/);
    expect(output).toMatch(
      /tests\/auth-paths\.spec\.ts.*log out → server down → logged out, revocation queued/,
    );
    expect(output).toMatch(/tests\/written\/auth-paths\.spec\.ts.*server down/);
    expect(output).not.toMatch(/\d+ (failed|flaky)/);
    expect(ok, output).toBe(true);

    app.write('record.json', await recordUse(pathFromEvents(evening), engineItself));
    const replayed = await app.run(
      ...(['moonkey-testgen', '--runner', 'playwright', '--out', 'tests/written'] as const),
      ...['--from', 'record.json'],
    );
    expect(replayed.output).toMatch(/replaying \d+ stories[^]*does right on all that was recorded/);
  });
});

/** What somebody did, and recorded. */
const evening = ['opensSignedIn', 'clicksLogOut', 'serverFails'] as const;

/** The printed configuration with the Chromium that is here. */
const withThisBrowser = `import printed from './printed.config';

export default {
  ...printed,
  workers: 2,
  use: {
    ...printed.use,
    launchOptions: ${JSON.stringify({ executablePath: chromiumPath(), args: chromiumArgs })},
  },
};
`;
