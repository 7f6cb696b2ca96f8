import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * A package that Jest's users have beside ours: looked for from here, and then from the folder in which
 * Jest runs.
 *
 * @throws Error that says what to install.
 */
export function fromTheUser(name: string): unknown {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')])
    try {
      return createRequire(from)(name) as unknown;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error;
    }
  throw new Error(
    `@moon-key/react-auth/jest needs ${name}. Install it: npm install --save-dev ${name}`,
  );
}

/** {@link fromTheUser} for a package that another one brings. */
export function broughtBy(owner: string, name: string): unknown {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')])
    try {
      return createRequire(createRequire(from).resolve(owner))(name) as unknown;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'MODULE_NOT_FOUND') throw error;
    }
  throw new Error(`@moon-key/react-auth/jest needs ${owner}, which Jest brings: update Jest.`);
}
