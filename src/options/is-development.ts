/** Whether a bundler says that this is no production build. Where none has put anything in, it counts as one. */
export function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production';
  } catch {
    return false;
  }
}
