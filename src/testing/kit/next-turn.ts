const immediate = globalThis.setImmediate as typeof setImmediate | undefined;

/**
 * Resolves in a later turn of the event loop, when every promise that could settle has. Not a timer:
 * fake timers installed later do not hold it back.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (immediate) return void immediate(resolve);
    if (typeof MessageChannel === 'undefined') return void setTimeout(resolve);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Several turns: enough for an IndexedDB transaction, or for React to render. */
export async function fewTurns(count = 8): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}
