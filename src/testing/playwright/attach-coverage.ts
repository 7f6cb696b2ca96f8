import { collectRun } from '../run/collect-run.js';

/** The name of the attachment by which a test's coverage reaches the reporter. */
export const coverageAttachment = 'moonkey-coverage';

/** The part of Playwright's `TestInfo` that is used. */
export interface AttachesCoverage {
  attach(
    name: string,
    options: { readonly body: string; readonly contentType: string },
  ): Promise<unknown>;
}

/** Runs something in a test, and attaches what it took, whether or not it failed. */
export async function attachCoverage<T>(
  info: AttachesCoverage | undefined,
  body: () => Promise<T>,
): Promise<T> {
  if (!info) return body();
  const run = collectRun();
  try {
    return await body();
  } finally {
    run.stop();
    await info.attach(coverageAttachment, {
      body: JSON.stringify(run.result()),
      contentType: 'application/json',
    });
  }
}
