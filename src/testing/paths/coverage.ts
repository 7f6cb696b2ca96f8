import type { AuthPath } from './auth-path.js';
import { allStates, allTransitions } from './statechart.js';

/** How much of something is covered. */
export interface Share {
  readonly covered: number;
  readonly total: number;
  /** What is not covered, by name. */
  readonly missing: readonly string[];
}

/** How much of the shipped statechart a set of paths goes through. */
export interface AuthCoverage {
  readonly states: Share;
  readonly transitions: Share;
  /** Whether nothing is missing. */
  readonly complete: boolean;
}

function share(all: readonly string[], seen: ReadonlySet<string>): Share {
  const missing = all.filter((name) => !seen.has(name));
  return { covered: all.length - missing.length, total: all.length, missing };
}

/**
 * How much of the shipped statechart these paths go through, state by state and transition by
 * transition.
 */
export function coverageOf(paths: readonly AuthPath[]): AuthCoverage {
  const steps = paths.flatMap((path) => path.steps);
  const passed = steps.flatMap(({ states, transitions }) => [
    ...states,
    ...transitions.flatMap(statesNamedBy),
  ]);
  const states = share(allStates, new Set(passed));
  const transitions = share(allTransitions, new Set(steps.flatMap((step) => step.transitions)));
  return {
    states,
    transitions,
    complete: states.missing.length + transitions.missing.length === 0,
  };
}

/** A state that is left in the step that entered it is named by its transitions alone. */
function statesNamedBy(transition: string): string[] {
  const [source = '', , targets = ''] = transition.split(/ · | → /);
  return [source, ...targets.split(', ')];
}
