import type { Rule, Shape } from './rule.js';
import { isRecord } from './rules.js';

/**
 * A rule for an object of options: each keeps its own rule, and no other may be there. What a message
 * calls them is `noun`: `is not a timeout. Known: …`.
 */
export function shapeOf(shape: Shape, noun = 'an option'): Rule {
  return (value) => {
    if (!isRecord(value)) return { path: [], says: 'must be an object' };
    for (const name of Object.keys(value))
      if (!Object.hasOwn(shape, name))
        return {
          path: [name],
          says: `is not ${noun}. ${knownOnes(Object.keys(shape))}`,
        };
    for (const [name, rule] of Object.entries(shape)) {
      if (value[name] === undefined && !rule.required) continue;
      const problem = rule(value[name]);
      if (problem) return { ...problem, path: [name, ...problem.path] };
    }
    return null;
  };
}

function knownOnes(names: readonly string[]): string {
  return names.length === 0 ? 'There is none' : `Known: ${names.join(', ')}`;
}
