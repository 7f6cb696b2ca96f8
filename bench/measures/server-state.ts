import type { InitialState } from '@moon-key/react-auth';
import { openPage, remote } from '../harness/browser.js';
import { interleave, type Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { rest } from '../harness/rest.js';
import { median } from '../harness/statistics.js';
import { LIMIT } from '../harness/subject.js';
import type { PageUnderTest } from '../pages/under-test.js';
import { documentOf } from '../pages/server-state/document.js';
import type { ServerStatePage } from '../pages/server-state/main.js';
import { user } from '../stand-ins/moon-key.js';

const PAGES = { with: '/server-state/with.html', without: '/server-state/without.html' } as const;
type Name = keyof typeof PAGES;

/** From the navigation to the user's name on the screen: rendered with what the server knows, and without. */
export async function measureServerState(lab: Lab): Promise<Measure> {
  serve(lab);
  await signIn(lab);
  const values = await interleave<Name, number>(lab.repeat, {
    with: await opener(lab, PAGES.with),
    without: await opener(lab, PAGES.without),
  });
  return {
    title: 'From the navigation to the user’s name on the screen, rendered on a server',
    series: [
      { name: 'with `initialState`', unit: 'ms', values: values.with },
      { name: 'the same app without', unit: 'ms', values: values.without },
    ],
    verdicts: [
      atMost(
        'The user’s name on a page rendered with `initialState`, against the same app without',
        median(values.with) / median(values.without),
        1,
      ),
    ],
    notes: ['To the first frame that has the name in the document. The session is on the device.'],
  };
}

/** Serves the app twice: as a server renders it that knows the user, and as one that does not. */
function serve({ server }: Lab): void {
  const state = { status: 'authenticated', user, sessionId: 'sess_bench' } satisfies InitialState;
  const empty = server.bodyOf('/server-state/index.html');
  const html = (body: string) => ({ type: 'text/html', body });
  server.serve(
    new Map([
      [PAGES.with, html(documentOf(empty, user.email, state))],
      [PAGES.without, html(documentOf(empty, user.email))],
    ]),
  );
}

async function signIn({ browser, server }: Lab): Promise<void> {
  const page = await openPage(browser, `${server.url}/moon-key/index.html`);
  await remote<PageUnderTest>(page).signIn();
  await page.close();
}

/** Opens a page again and again, in a tab of its own. */
async function opener({ browser, server }: Lab, path: string) {
  const page = await openPage(browser, server.url + path);
  return async () => {
    await rest();
    await page.goto(server.url + path);
    await rest();
    return remote<ServerStatePage>(page).namedAt(LIMIT);
  };
}
