import type { ComponentType } from 'react';
import { AuthPathError, generateAuthPaths, walkAuthPath } from '../../../src/testing/index.js';
import type { AuthPath } from '../../../src/testing/index.js';
import { driverOf } from './driver.js';

/** The paths that need nothing of the app but its buttons. */
export const appPaths: readonly AuthPath[] = generateAuthPaths({
  by: ['user', 'server', 'otherTab', 'time'],
});

/** What the paths found in one app. */
export interface Caught {
  readonly mistake: string;
  /** The names of the paths that found it, the shortest first. */
  readonly paths: readonly string[];
  /** What the first of them complains about. */
  readonly complaint: string;
}

/** Walks an app along all of them. */
export async function catchMistake(mistake: string, App: ComponentType): Promise<Caught> {
  const found: AuthPathError[] = [];
  for (const path of appPaths)
    await walkAuthPath(path, driverOf(App), { patience: 1 }).catch((error: unknown) => {
      if (!(error instanceof AuthPathError)) throw error;
      found.push(error);
    });
  return {
    mistake,
    paths: found.map(({ path }) => path.name),
    complaint: found[0]?.complaint ?? '',
  };
}
