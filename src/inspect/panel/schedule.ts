/** A page that is not visible makes no frames: then it is done after this many ms. */
const WITHOUT_FRAMES = 100;

/** When something is done that many ask for. */
export interface Schedule {
  /** Once, with the next frame. */
  readonly ask: () => void;
  /** At once: for what a person did. */
  readonly now: () => void;
  readonly stop: () => void;
}

/** Runs `run` when it is asked for. */
export function createSchedule(view: Window | null, run: () => void): Schedule {
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
    now: flush,
    ask() {
      if (timer !== undefined) return;
      timer = setTimeout(flush, view?.requestAnimationFrame ? WITHOUT_FRAMES : 0);
      frame = view?.requestAnimationFrame?.(flush) ?? 0;
    },
  };
}
