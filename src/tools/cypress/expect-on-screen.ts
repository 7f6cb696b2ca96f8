import { complaintAbout } from '../../testing/walk/complaint-about.js';
import { textOfScreen } from '../../testing/walk/text-of-screen.js';
import type { CypressDriver } from './driver.js';
import type { Chain } from './cypress.js';
import { theCy } from './cypress.js';

/**
 * Waits until the app shows this person, or nobody for null, and nothing of anybody else: in what can
 * be read, the title, the values of inputs and labels.
 */
export function expectOnScreen(driver: CypressDriver, email: string | null): Chain<Document> {
  const isAuthenticated = email !== null;
  const status = isAuthenticated ? 'authenticated' : 'loggedOut';
  const visible = { status, ready: true, isAuthenticated, user: email } as const;
  return theCy()
    .document({ log: false })
    .should((page) => {
      const shown = driver.whoIsLoggedIn(page);
      const complaint = complaintAbout(visible, shown, textOfScreen(page), null);
      if (complaint) throw new Error(complaint);
    });
}
