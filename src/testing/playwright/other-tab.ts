import type { BrowserContext, Page } from 'playwright-core';
import type { Person } from '../paths/index.js';
import { people } from '../paths/index.js';
import type { AuthDriver, Shown } from '../walk/driver.js';

/** The other tab of a browser's world, as its user works it. */
export interface OtherTab {
  /** Signs a person in there. */
  signIn(person: Person): Promise<void>;
  /** Logs out there. */
  logOut(): Promise<void>;
}

/** What {@link createOtherTab} works with. */
export interface OtherTabOptions {
  readonly context: BrowserContext;
  readonly driver: AuthDriver<Page>;
  /** The code that signs people in. */
  readonly code: string;
  readonly until: (what: string, holds: () => Promise<boolean>) => Promise<void>;
}

/** A second page of a context, opened when it is first needed. */
export function createOtherTab({ context, driver, code, until }: OtherTabOptions): OtherTab {
  let opened: Promise<Page> | undefined;
  const open = async () => {
    const page = await context.newPage();
    await driver.open(page);
    return page;
  };
  const tab = () => (opened ??= open());

  const shows = async (page: Page, who: Shown) => (await driver.whoIsLoggedIn(page)) === who;

  return {
    async signIn(person) {
      const page = await tab();
      const user = people[person];
      await until('nobody to be signed in there', () => shows(page, null));
      await driver.signIn?.(page, { user, code });
      await until(`${person} to be signed in there`, () => shows(page, user.email));
    },
    async logOut() {
      const page = await tab();
      await until('somebody to be signed in there', async () =>
        Boolean(await driver.whoIsLoggedIn(page)),
      );
      await driver.logOut(page);
      await until('nobody to be signed in there', () => shows(page, null));
    },
  };
}
