import type { ChartState } from '../chart/chart.js';

const RESERVED =
  /^(state|note|direction|end|class|classDef|style|click|as|hide|scale|default|root)$/i;

/** An identifier for each state that Mermaid accepts, unique within the diagram. */
export function mermaidIds(states: readonly ChartState[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  for (const { id, path } of states) {
    const plain = path.replaceAll(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
    const safe = plain === '' || /^\d/.test(plain) || RESERVED.test(plain) ? `s_${plain}` : plain;
    let candidate = safe;
    for (let count = 2; taken.has(candidate); count += 1) candidate = `${safe}_${count}`;
    taken.add(candidate);
    ids.set(id, candidate);
  }
  return ids;
}
