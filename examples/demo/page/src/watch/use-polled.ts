import { useCallback, useEffect, useRef, useState } from 'react';

/** A value that is read again and again while the page is visible. Unchanged is the same object. */
export function usePolled<T>(read: () => Promise<T>, pause: number, initial: T): [T, () => void] {
  const [value, setValue] = useState(initial);
  const text = useRef('');
  const reading = useRef(false);

  const refresh = useCallback(() => {
    if (reading.current) return;
    reading.current = true;
    read()
      .then((next) => {
        const nextText = JSON.stringify(next);
        if (nextText === text.current) return;
        text.current = nextText;
        setValue(next);
      })
      .catch(() => undefined)
      .finally(() => {
        reading.current = false;
      });
  }, [read]);

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') refresh();
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
