import { useCallback, useEffect, useRef, useState } from 'react';

/** A value that is read again and again while the page is visible. Unchanged is the same object. */
export function usePolled<T>(
  read: () => Promise<T>,
  pause: number,
  initial: T,
): [T, () => Promise<void>] {
  const [value, setValue] = useState(initial);
  const shown = useRef({ text: '', turn: 0 });
  const turns = useRef(0);

  const refresh = useCallback(async () => {
    const turn = ++turns.current;
    const next = await read().catch(() => undefined);
    if (next === undefined || turn < shown.current.turn) return;
    const text = JSON.stringify(next);
    if (text !== shown.current.text) setValue(next);
    shown.current = { text, turn };
  }, [read]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void refresh();
    };
    look();
    const timer = setInterval(look, pause);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [refresh, pause]);

  return [value, refresh];
}
