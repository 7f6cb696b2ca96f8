import { useLayoutEffect } from 'react';

interface Commit {
  readonly isAuthenticated: boolean;
  /** ms since the page's time origin. */
  readonly at: number;
}

let last: Commit | undefined;
const listeners = new Set<(commit: Commit) => void>();

/** Notes each React commit that changes whether someone is signed in. */
export function useCommits(isReady: boolean, isAuthenticated: boolean): void {
  useLayoutEffect(() => {
    if (!isReady) return;
    last = { isAuthenticated, at: performance.now() };
    for (const listener of listeners) listener(last);
  }, [isReady, isAuthenticated]);
}

/** Resolves with the time of the next commit that shows this. */
export function nextCommit(isAuthenticated: boolean): Promise<number> {
  return new Promise((resolve) => {
    const listener = (commit: Commit) => {
      if (commit.isAuthenticated !== isAuthenticated) return;
      listeners.delete(listener);
      resolve(commit.at);
    };
    listeners.add(listener);
  });
}

/** Resolves with the time of the commit that shows this: the last one, or one to come. */
export async function commitOf(isAuthenticated: boolean): Promise<number> {
  return last?.isAuthenticated === isAuthenticated ? last.at : nextCommit(isAuthenticated);
}

/** Resolves with the first commit that knows whether someone is signed in, or the last one since. */
export async function firstCommit(): Promise<boolean> {
  if (!last) await Promise.race([nextCommit(true), nextCommit(false)]);
  return last?.isAuthenticated ?? false;
}

/** How long it took from the page's birth, and from its first line of JavaScript, in ms. */
export async function startTimes(
  isAuthenticated = true,
): Promise<{ navigation: number; script: number }> {
  const at = await commitOf(isAuthenticated);
  return { navigation: at, script: at - scriptStart };
}

declare global {
  var scriptStart: number;
}
