import type { Locator, Page } from 'playwright-core';
import { vi } from 'vitest';

/** How long anything may take on a busy machine, in ms. */
export const patience = { timeout: 45_000 };

/** Where codes arrive: the newest one for an address, once there is one. */
export type Inbox = (email: string) => Promise<string | undefined>;

/** Asks the open dialog for a code, and waits for the field that takes it and for the code itself. */
export async function askForCode(
  page: Page,
  email: string,
  codeFor: Inbox,
): Promise<{ readonly field: Locator; readonly code: string }> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Continue' }).click();
  const field = page.getByLabel('Code', { exact: true });
  await field.waitFor();
  const code = await vi.waitFor(async () => {
    const newest = await codeFor(email);
    if (newest === undefined) throw new Error(`No code for ${email} yet.`);
    return newest;
  }, patience);
  return { field, code };
}
