import type { AuthPath } from '../paths/index.js';

/** An app did not show what it must, at one step of a path. */
export class AuthPathError extends Error {
  override readonly name = 'AuthPathError';
  constructor(
    readonly path: AuthPath,
    /** The index of the step. */
    readonly step: number,
    /** What is wrong, in words. */
    readonly complaint: string,
    options?: { readonly cause?: unknown },
  ) {
    const story = path.steps.map(({ label }, index) => `${index === step ? '>' : ' '} ${label}`);
    super(`${complaint}\n${story.join('\n')}`, options);
  }
}
