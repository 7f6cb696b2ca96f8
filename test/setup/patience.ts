import { vi } from 'vitest';

/** How long a test waits for what must come, in ms: a machine may be ten times slower than this one. */
export const PATIENCE = 30_000;

const { waitFor } = vi;

vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: PATIENCE, ...options });
