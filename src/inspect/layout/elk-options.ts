import type { ElkNode } from 'elkjs/lib/elk-api.js';

/** Where a chart grows to. */
export type Direction = 'DOWN' | 'RIGHT';

/**
 * A chart of many states is laid out by faster strategies, and may grow to the side; one of very many
 * arrows without room for their names, which then show with the arrow that is taken.
 */
export type Size = 'small' | 'large' | 'dense';

/** How large a chart is. */
export function sizeOf(states: number, arrows: number): Size {
  if (arrows > 140) return 'dense';
  return states > 40 ? 'large' : 'small';
}

const fast = {
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.favorStraightEdges': 'false',
  'elk.layered.thoroughness': '2',
};

/** How states are placed. */
export const placing: Readonly<Record<Size, Readonly<Record<string, string>>>> = {
  small: {},
  large: fast,
  dense: fast,
};

/** A state with more options, which the states inside of it get, too. */
export function withOptions(node: ElkNode, more: Readonly<Record<string, string>>): ElkNode {
  if (!node.children) return node;
  return {
    ...node,
    layoutOptions: { ...node.layoutOptions, ...more },
    children: node.children.map((child) => withOptions(child, more)),
  };
}

/** What holds for the whole picture. */
export function options(direction: Direction): Record<string, string> {
  return {
    'elk.algorithm': 'layered',
    'elk.direction': direction,
    'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
    'elk.json.shapeCoords': 'ROOT',
    'elk.json.edgeCoords': 'ROOT',
    'elk.padding': '[top=8,left=8,bottom=8,right=8]',
    ...spacing,
  };
}

/** ELK does not inherit these: every state with states inside gets its own. */
export const spacing: Readonly<Record<string, string>> = {
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '30',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
};
