import { useEffect } from 'react';

/** Calls `onOver` once the dialog has said long enough that it worked. */
export function useSuccessTime(isShown: boolean, displayTime: number, onOver: () => void): void {
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(onOver, displayTime);
    return () => clearTimeout(timer);
  }, [isShown, displayTime, onOver]);
}
