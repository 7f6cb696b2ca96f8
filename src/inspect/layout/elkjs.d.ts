declare module 'elkjs/lib/elk-worker.min.js' {
  /** Speaks as a worker does, and works in the thread that made it. */
  export const Worker: new (url?: string) => globalThis.Worker;
}
