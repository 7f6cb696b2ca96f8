/** How long a browser may take for anything on a busy machine, in ms. */
export const patience = { timeout: 45_000, interval: 50 };
