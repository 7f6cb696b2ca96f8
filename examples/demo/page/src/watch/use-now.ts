import { useEffect, useState } from 'react';

/** The time in ms since the epoch, ticking while somebody counts down to something. */
export function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}
