import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';

/** The value of the latest commit, for callbacks that keep their identity. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
