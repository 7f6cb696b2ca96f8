import { theCy } from './cypress.js';

/** Where a page is that runs nothing of the app. */
const emptyPage = '/__moonkey-empty-page';

/**
 * Forgets every session on the disk of the app's origin: between tests Cypress clears `localStorage` and
 * cookies, but no database. It is done on an empty page, since an open app would hold on to them.
 */
export function makeFreshDevice(): void {
  const cy = theCy();
  cy.intercept(
    { pathname: emptyPage },
    { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>MoonKey</title>' },
  );
  cy.visit(emptyPage, { log: false });
  cy.window({ log: false }).then(forgetSessions);
}

async function forgetSessions({ localStorage, indexedDB: disk }: Window): Promise<void> {
  for (const name of Object.keys(localStorage))
    if (name.startsWith('moonkey:')) localStorage.removeItem(name);
  const names = (await disk.databases()).flatMap(({ name }) =>
    name?.startsWith('moonkey:') ? [name] : [],
  );
  await Promise.all(
    names.map(
      (name) =>
        new Promise<void>((resolve, reject) => {
          const deleting = disk.deleteDatabase(name);
          deleting.addEventListener('success', () => resolve());
          deleting.addEventListener('error', () =>
            reject(new Error(`The database "${name}" could not be deleted.`)),
          );
        }),
    ),
  );
}
