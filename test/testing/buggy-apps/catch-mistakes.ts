import type { ComponentType } from 'react';
import { AuthPathError, generateAuthPaths, walkAuthPath } from '../../../src/testing/index.js';
import type { AuthPath } from '../../../src/testing/index.js';
import { driverOf } from './driver.js';

/** The paths that need nothing of the app but its buttons. */
export const appPaths: readonly AuthPath[] = generateAuthPaths({
  by: ['user', 'server', 'otherTab', 'time'],
});

/** Walks an app along all of them, and returns what was found. */
export async function catchMistakes(App: ComponentType): Promise<AuthPathError[]> {
  const found: AuthPathError[] = [];
  for (const path of appPaths)
    await walkAuthPath(path, driverOf(App), { patience: 25 }).catch((error: unknown) => {
      if (!(error instanceof AuthPathError)) throw error;
      found.push(error);
    });
  return found;
}
