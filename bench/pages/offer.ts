/** Makes functions callable from outside of the page. */
export function offer<Offered>(functions: Offered): Offered {
  return Object.assign(globalThis, { bench: functions }).bench;
}

/** The value, or null when it takes longer than `limit` ms. */
export function within<T>(limit: number, value: Promise<T>): Promise<T | null> {
  return Promise.race([
    value,
    new Promise<null>((resolve) => setTimeout(() => resolve(null), limit)),
  ]);
}

/** Clicks the page's only button as a user does, and returns when that was. */
export function click(): number {
  const button = document.querySelector('button');
  if (!button) throw new Error('The page shows no button.');
  const at = performance.now();
  button.click();
  return at;
}
