import type { Measure } from '../harness/measure.js';

export async function measureSessionApi(): Promise<Measure> {
  return { title: 'session-api', series: [], verdicts: [], notes: [] };
}
