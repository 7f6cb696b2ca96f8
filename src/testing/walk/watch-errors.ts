/** Collects what the app throws where nobody catches it. */
export interface ErrorWatch {
  readonly errors: readonly unknown[];
  stop(): void;
}

/**
 * Takes uncaught errors and unhandled rejections over from the test runner, until stopped, so that
 * they are blamed on the step that caused them.
 */
export function watchErrors(): ErrorWatch {
  const errors: unknown[] = [];
  const note = (error: unknown) => void errors.push(error);
  const stops = [watchProcess(note), watchWindow(note)];
  return {
    errors,
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function watchProcess(note: (error: unknown) => void): () => void {
  if (typeof process === 'undefined' || typeof process.listeners !== 'function') return () => {};
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', note);
  return () => {
    process.off('unhandledRejection', note);
    for (const listener of others) process.on('unhandledRejection', listener);
  };
}

function watchWindow(note: (error: unknown) => void): () => void {
  if (typeof window === 'undefined') return () => {};
  const onError = (event: ErrorEvent) => {
    event.preventDefault();
    note(event.error ?? event.message);
  };
  const onRejection = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    note(event.reason);
  };
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  return () => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
  };
}
