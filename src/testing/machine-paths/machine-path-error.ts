import type { MachinePath } from './machine-path.js';

/** An app did not do what its machine does, at one step of a path. */
export class MachinePathError extends Error {
  override readonly name = 'MachinePathError';
  constructor(
    readonly path: MachinePath,
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
