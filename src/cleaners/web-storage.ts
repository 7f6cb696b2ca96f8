import type { LogoutCleaner } from '../engine/auth.js';
import { createChecker } from '../options/index.js';
import { aChoice, checkChoice } from './check.js';

/** Which items a logout removes: those under these keys, or those whose key begins so. */
export type WebStorageChoice =
  | { readonly keys: readonly string[]; readonly prefix?: never }
  | { readonly prefix: string; readonly keys?: never };

/** The engine's own keys hold what forbids a signed-out session to come back: no cleaner's business. */
const ENGINE = 'moonkey:';

/** A cleaner for one of the two web storages, under the name of its public function. */
export function clearWebStorage(
  where: string,
  open: () => Storage,
  choice: WebStorageChoice,
): LogoutCleaner {
  const { fail } = createChecker(where);
  checkChoice(where, choice, aChoice('keys'));
  const { keys, prefix } = choice;
  if (keys === undefined && prefix === undefined)
    fail('keys" or "prefix', 'is needed: it says what to remove');
  for (const [option, values] of Object.entries({ keys: keys ?? [], prefix: [prefix ?? ''] }))
    if (values.some((value) => value.startsWith(ENGINE)))
      fail(option, `must not begin with "${ENGINE}": those keys are the engine's own`);

  return () => {
    const storage = open();
    const stored = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    const isChosen = (key: string) =>
      prefix === undefined ? keys?.includes(key) : key.startsWith(prefix);
    for (const key of stored) if (isChosen(key) && !key.startsWith(ENGINE)) storage.removeItem(key);
  };
}
