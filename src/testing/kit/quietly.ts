/** For a promise whose end somebody else hears of. */
export function quietly(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}
