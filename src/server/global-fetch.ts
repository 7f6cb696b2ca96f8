/** The global `fetch` of the moment: a test or an agent may replace it. */
export const globalFetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);
