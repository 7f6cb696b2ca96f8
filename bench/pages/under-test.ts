import { commitOf, firstCommit, nextCommit, startTimes } from './commits.js';
import { click, within } from './offer.js';

/**
 * What every page under test offers.
 *
 * @param signIn - Signs in by the page's own means.
 * @param finish - Ends what a logout leaves behind.
 */
export function underTest(signIn: () => Promise<unknown>, finish = async () => {}) {
  return {
    /** Does nothing when the last logout came to nothing. */
    async signIn() {
      if (await firstCommit()) return;
      await signIn();
      await commitOf(true);
    },
    /** Leaves nobody signed in, whatever was measured in this browser before. */
    async signOut() {
      if (await firstCommit()) {
        const commit = nextCommit(false);
        click();
        await commit;
      }
      await finish();
    },
    /** ms from the click to the commit that shows nobody; null when it takes over `limit` ms. */
    async logout(limit: number) {
      const commit = nextCommit(false);
      const at = click();
      const committed = await within(limit, commit);
      return committed === null ? null : committed - at;
    },
    finish,
    /** ms to the commit that shows the user; null when it takes over `limit` ms. */
    startTimes: (limit: number) => within(limit, startTimes()),
    /** ms to the commit that shows that nobody is signed in; null when it takes over `limit` ms. */
    vacantTimes: (limit: number) => within(limit, startTimes(false)),
  };
}

export type PageUnderTest = ReturnType<typeof underTest>;
