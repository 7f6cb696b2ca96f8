import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The file that stands between this package and what XState does not document. */
const seam = 'inspect/xstate.ts';

/** What XState keeps to itself, and may change in any version. */
const insides =
  /\._(?:transitions|nodes|parent|initState|snapshot|processingStatus|subscription)\b|\b_(?:transitions|initState|subscription)\b|@xstate\.microstep|\bgetTransitionData\b/;

/**
 * Lists every line under `<root>/src` that reads what XState does not document, outside of the one file that a
 * new version of XState needs a second implementation of, as `file:line message`.
 */
export function findInsides(root: string): string[] {
  const src = join(root, 'src');
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && file !== seam)
    .filter((file) => !file.startsWith('testing/simulation/world/'))
    .toSorted()
    .flatMap((file) =>
      readFileSync(join(src, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const [found] = insides.exec(line) ?? [];
          return found && !isNameOnly(line)
            ? [`src/${file}:${index + 1} reads "${found}" of XState; only src/${seam} may`]
            : [];
        }),
    );
}

/** A switch over all inspection events names them all. */
function isNameOnly(line: string): boolean {
  return /^\s*case '@xstate\.microstep':$/.test(line);
}
