/**
 * Whether this page was built for development. Bundlers put a constant here; a page without a bundler
 * has no `process`, and counts as production.
 */
export function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    return false;
  }
}
