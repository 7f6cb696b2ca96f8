/** Replaces one piece of a source file by another. */
export interface Patch {
  /** Relative to the root of the repository. */
  readonly file: string;
  /** Must occur exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** A patch whose anchor does not occur exactly once. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** Applies the patches of one file to its text. */
export function applyPatches(file: string, text: string, patches: readonly Patch[]): string {
  return patches
    .filter((patch) => patch.file === file)
    .reduce((patched, { find, replace }) => {
      const pieces = patched.split(find);
      if (pieces.length !== 2)
        throw new PatchError(
          `The anchor occurs ${pieces.length - 1} times in ${file}, not once:\n${find}`,
        );
      return pieces.join(replace);
    }, text);
}
