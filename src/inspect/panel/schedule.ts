/** A page that is not visible makes no frames: then it is done after this many ms. */
const WITHOUT_FRAMES = 100;
/** What comes within so many ms of the last time waits: nobody reads a log that changes each frame. */
const PAUSE = 48;

/** When something is done that many ask for. */
export interface Schedule {
  /** Once, with the next frame; not again within a few frames. */
  readonly ask: () => void;
  /** At once: for what a person did. */
  readonly now: () => void;
  readonly stop: () => void;
}

/** Runs `run` when it is asked for. */
export function createSchedule(view: Window | null, run: () => void): Schedule {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastRun = -PAUSE;

  function stop(): void {
    view?.cancelAnimationFrame?.(frame);
    clearTimeout(timer);
    timer = undefined;
  }
  function begin(): void {
    timer = setTimeout(flush, view?.requestAnimationFrame ? WITHOUT_FRAMES : 0);
    frame = view?.requestAnimationFrame?.(flush) ?? 0;
  }
  function flush(): void {
    stop();
    lastRun = performance.now();
    run();
  }
  return {
    stop,
    now: flush,
    ask() {
      if (timer !== undefined) return;
      const wait = lastRun + PAUSE - performance.now();
      if (wait <= 0 || !view?.requestAnimationFrame) begin();
      else timer = setTimeout(begin, wait);
    },
  };
}
