import type { Chart } from './chart.js';
import { statesOf } from './chart.js';

/**
 * A short name for what a chart is: two machines have the same one if they have the same states and
 * transitions. Eight hexadecimal digits (FNV-1a); for comparing, not for security.
 */
export function machineHash(chart: Chart): string {
  const states = statesOf(chart).map(({ id, type }) => `${id} ${type}`);
  const transitions = chart.transitions.map(({ id, targets }) => `${id} ${targets.join(',')}`);
  let hash = 0x811c9dc5;
  for (const character of [...states, ...transitions].join('\n')) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
