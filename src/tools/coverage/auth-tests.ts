import { transitionNames } from '../../testing/paths/statechart.js';
import type { AuthPath } from '../../testing/paths/index.js';
import { generateAuthPaths } from '../../testing/paths/index.js';
import { isWalkable } from '../../testing/walk/index.js';

/** Writes the tests that would do what a run did not, as paths of facts. */
export interface AuthTests {
  readonly ofTransition: (id: string) => string;
  /** Null for what no app can cause. */
  readonly ofFact: (id: string) => string | null;
}

/** Paths are generated when the first test is asked for. */
export function createAuthTests(): AuthTests {
  let generated: readonly AuthPath[] | null = null;
  const shortest = (takes: (step: AuthPath['steps'][number]) => boolean): string | null => {
    generated ??= generateAuthPaths({ filter: isWalkable });
    const found = generated
      .map((path) => path.steps.slice(0, path.steps.findIndex(takes) + 1))
      .filter((steps) => steps.length > 0)
      .toSorted((a, b) => a.length - b.length)[0];
    return found ? testOf(found.map(({ fact }) => fact)) : null;
  };
  return {
    ofTransition(id) {
      const name = transitionNames.get(id);
      const test =
        name === undefined ? null : shortest(({ transitions }) => transitions.includes(name));
      return test ?? '// Only a defect of the engine takes this: no app can cause it.\n';
    },
    ofFact: (id) => shortest(({ fact }) => fact === id),
  };
}

function testOf(facts: readonly string[]): string {
  return `import { describe, it } from 'vitest';
import { describeAuthPaths, pathFromEvents } from '@moon-key/react-auth/testing';
import { driver } from './auth-driver.js';

describeAuthPaths(
  [
    pathFromEvents([
${facts.map((fact) => `      '${fact}',`).join('\n')}
    ]),
  ],
  driver,
  { describe, it },
);
`;
}
