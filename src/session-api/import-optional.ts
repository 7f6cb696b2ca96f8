/** The packages that only the session service needs: optional peers of this package. */
export const servicePackages =
  '@hono/node-server @hono/zod-openapi hono kysely libsql nodemailer pg zod';

/**
 * Imports a package that is installed only where it is used.
 * Rejects with an error that says what to install.
 */
export async function importOptional<M>(name: string, load: () => Promise<M>): Promise<M> {
  try {
    return await load();
  } catch (error) {
    const missing = missingPackage(error);
    if (missing === undefined) throw error;
    throw new Error(`the package "${missing}" is not installed. Run: npm install ${name}`, {
      cause: error,
    });
  }
}

/** The name of the package that an import error is about, or undefined when it is another error. */
export function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND')
    return undefined;
  return /Cannot find package '([^']+)'/.exec(error.message)?.[1];
}
