import { useEffect, useRef, useState } from 'react';

/** Seconds left of what was started last, at first of `first`; right even after the page slept. */
export function useCountdown(first = 0): [left: number, start: (seconds: number) => void] {
  const end = useRef(0);
  const [left, setLeft] = useState(first);
  const isOver = left === 0;

  useEffect(() => {
    if (isOver) return undefined;
    if (end.current === 0) end.current = Date.now() + first * 1000;
    const timer = setInterval(
      () => setLeft(Math.max(0, Math.ceil((end.current - Date.now()) / 1000))),
      1000,
    );
    return () => clearInterval(timer);
  }, [isOver, first]);

  const [start] = useState(() => (seconds: number) => {
    end.current = Date.now() + seconds * 1000;
    setLeft(seconds);
  });
  return [left, start];
}
