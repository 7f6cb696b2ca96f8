import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { ExampleSettings } from './example.js';
import { openWatched, signIn, type Watched } from './visitor.js';
import { createWorld, type World } from './world.js';

/** What the suite has to know of an app. */
export interface AppUnderTest extends Omit<ExampleSettings, 'env'> {
  /** The name under which its bundler has the publishable key. */
  readonly publicVariable: string;
  /** The folder of what browsers are sent, inside the app. */
  readonly bundle: string;
}

/** One app that runs for all scenes, and a new visitor in a browser of their own for each. */
export interface Stage {
  readonly world: World;
  readonly context: BrowserContext;
  readonly email: string;
  /** The address of a path of the app. */
  at(path: string): string;
  /** What the server answers to this browser's cookies. */
  htmlOf(path: string): Promise<string>;
  readonly cookieNames: () => Promise<readonly string[]>;
  /** Opens `/account`, signs in on the way, and is there. */
  arrive(): Promise<Watched & { readonly sessionToken: string }>;
  /** Opens another tab, and waits for what it is to show. */
  openTab(path: string, text: string): Promise<Watched>;
}

/** Sets the stage for the tests of the file that calls it. */
export function setStage(of: AppUnderTest): Stage {
  let world: World;
  let context: BrowserContext;
  let people = 0;

  beforeAll(async () => {
    world = await createWorld(of, of.publicVariable);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    people += 1;
    context = await world.browser.newContext({ reducedMotion: 'reduce' });
  });
  afterEach(async () => {
    world.api.isDown = false;
    world.front.isDown = false;
    await context.close();
  });

  const stage: Stage = {
    get world() {
      return world;
    },
    get context() {
      return context;
    },
    get email() {
      return `ada${people}@example.com`;
    },
    at: (path) => world.front.url + path,
    htmlOf: async (path) => (await context.request.get(stage.at(path))).text(),
    cookieNames: async () => (await context.cookies()).map(({ name }) => name),
    async arrive() {
      const tab = await openWatched(context);
      await tab.page.goto(stage.at('/account'));
      await signIn(tab.page, stage.email, (to) => world.service.codeFor(to));
      await tab.page.getByRole('heading', { name: `Account of ${stage.email}` }).waitFor();
      const cookies = await context.cookies();
      const sessionToken = cookies.find(({ name }) => name === 'session_token')?.value ?? '';
      return { ...tab, sessionToken };
    },
    async openTab(path, text) {
      const tab = await openWatched(context);
      await tab.page.goto(stage.at(path));
      await tab.page.getByRole('main').getByText(text).waitFor();
      return tab;
    },
  };
  return stage;
}
