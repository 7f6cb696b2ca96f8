let loading: Promise<typeof import('./protocol/index.js')> | undefined;

/** Loads the part of the engine that a page does not need at its start: once for all engines. */
export function loadProtocol() {
  loading ??= import('./protocol/index.js').catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
