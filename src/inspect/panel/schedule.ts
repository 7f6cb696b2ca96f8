/** A page that is not visible makes no frames: then it is done after this many ms. */
const WITHOUT_FRAMES = 100;

/** Runs `run` once for many who ask, with the next frame. */
export function createSchedule(
  view: Window | null,
  run: () => void,
): { readonly ask: () => void; readonly stop: () => void } {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    view?.cancelAnimationFrame?.(frame);
    clearTimeout(timer);
    timer = undefined;
  }
  function flush(): void {
    stop();
    run();
  }
  return {
    stop,
    ask() {
      if (timer !== undefined) return;
      timer = setTimeout(flush, view?.requestAnimationFrame ? WITHOUT_FRAMES : 0);
      frame = view?.requestAnimationFrame?.(flush) ?? 0;
    },
  };
}
