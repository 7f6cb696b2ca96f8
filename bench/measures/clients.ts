import type { Measure } from '../harness/measure.js';

export async function measureClients(): Promise<Measure> {
  return { title: 'clients', series: [], verdicts: [], notes: [] };
}
