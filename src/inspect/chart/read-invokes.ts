import type { AnyStateNode } from 'xstate';
import type { ChartInvoke } from './chart.js';

/** What a state runs while it lasts. */
export function readInvokes(node: AnyStateNode): readonly ChartInvoke[] {
  return node.invoke.map(({ id, src }, index) => ({
    id,
    name: id === `${index}.${node.id}` ? sourceName(node, src) : id,
  }));
}

/** XState calls an inline source by its place: `xstate.invoke.0.shop.paying`. */
function sourceName(node: AnyStateNode, src: unknown): string {
  if (typeof src !== 'string' || src.startsWith('xstate.invoke.')) return `service of ${node.key}`;
  return src;
}
