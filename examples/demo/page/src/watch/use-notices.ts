import { useEffect, useState } from 'react';
import { type AuthNotice, useAuth } from '@moon-key/react-auth';

/** A notice of the engine, and when it came. */
export interface Heard {
  readonly id: number;
  /** ms since the epoch. */
  readonly at: number;
  readonly notice: AuthNotice;
}

const KEPT = 50;
let count = 0;

/** What the engine said in this tab, newest first. */
export function useNotices(): readonly Heard[] {
  const auth = useAuth();
  const [heard, setHeard] = useState<readonly Heard[]>([]);
  useEffect(
    () =>
      auth.on('*', (notice) => {
        const entry = { id: ++count, at: Date.now(), notice };
        setHeard((before) => [entry, ...before].slice(0, KEPT));
      }),
    [auth],
  );
  return heard;
}
