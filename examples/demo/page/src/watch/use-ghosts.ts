import { useEffect, useState } from 'react';

/** Something in a list, or something that was in it a moment ago. */
export interface Shown<T> {
  readonly key: string;
  readonly item: T;
  readonly isGone: boolean;
}

/** How long what is gone stays visible, in ms. */
const LINGER = 12_000;

/** The items, and for a while those that disappeared: so that one sees them go. */
export function useGhosts<T>(items: readonly T[], keyOf: (item: T) => string): readonly Shown<T>[] {
  const [seen, setSeen] = useState<readonly T[]>([]);
  const [shown, setShown] = useState<readonly Shown<T>[]>([]);
  if (items !== seen) {
    setSeen(items);
    setShown(withGhosts(shown, items, keyOf));
  }

  const ghosts = shown.filter(({ isGone }) => isGone).length;
  useEffect(() => {
    if (ghosts === 0) return undefined;
    const timer = setTimeout(() => setShown((all) => all.filter(({ isGone }) => !isGone)), LINGER);
    return () => clearTimeout(timer);
  }, [ghosts]);

  return shown;
}

function withGhosts<T>(
  before: readonly Shown<T>[],
  items: readonly T[],
  keyOf: (item: T) => string,
): Shown<T>[] {
  const here = items.map((item) => ({ key: keyOf(item), item, isGone: false }));
  const gone = before
    .filter(({ key }) => here.every((other) => other.key !== key))
    .map((ghost) => ({ ...ghost, isGone: true }));
  return [...here, ...gone];
}
