/** The name of a worker that is to lay charts out. */
export const workerName = 'moonkey-layout';

/** Where this file is, or the chunk of a bundle that it became. */
export const chunkUrl: string | undefined = import.meta.url;

interface WorkerScope {
  readonly name?: string;
  onmessage?: ((message: MessageEvent) => void) | null;
}

const scope = globalThis as WorkerScope;

if (typeof document === 'undefined' && scope.name === workerName) {
  const early: MessageEvent[] = [];
  scope.onmessage = (message) => early.push(message);
  import('elkjs/lib/elk-worker.min.js').then(
    () => {
      for (const message of early) scope.onmessage?.(message);
    },
    (error: unknown) => {
      // A rejection alone would stay in the worker: nobody would hear of it.
      setTimeout(() => {
        throw error;
      });
    },
  );
}
