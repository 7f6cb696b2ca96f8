const development = new Set(['', 'development', 'test']);

/** Whether `NODE_ENV` says production: everything but `development`, `test` and nothing does, however it is spelt. */
export function isProduction(nodeEnv: string | undefined): boolean {
  return !development.has((nodeEnv ?? '').trim().toLowerCase());
}
