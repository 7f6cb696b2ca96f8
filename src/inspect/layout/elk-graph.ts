import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Arrow } from '../chart/arrows.js';
import { transitionLabel } from '../chart/arrows.js';
import type { ChartState, ChartTransition } from '../chart/chart.js';
import type { BoxText } from './box-text.js';
import { spacing } from './elk-options.js';
import { TEXT, textWidth } from './text-size.js';

/** What the dot from which an initial state is entered is called: this, and the id of the state around it. */
export const DOT = 'initial:';
/** Its diameter, in px. */
export const DOT_SIZE = 10;
const LABEL_PADDING = 5;

/** A state with the states inside of it; `texts` gets what each says. */
export function nodeOf(
  state: ChartState,
  textOf: (state: ChartState) => BoxText,
  texts: Map<string, BoxText>,
): ElkNode {
  const text = textOf(state);
  texts.set(state.id, text);
  if (state.states.length === 0) return { id: state.id, width: text.width, height: text.height };
  const dot = { id: `${DOT}${state.id}`, width: DOT_SIZE, height: DOT_SIZE };
  return {
    id: state.id,
    layoutOptions: {
      ...spacing,
      'elk.padding': `[top=${text.height + 14},left=16,bottom=16,right=16]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${text.width},${text.height})`,
    },
    children: [
      ...(state.initial === null ? [] : [dot]),
      ...state.states.map((child) => nodeOf(child, textOf, texts)),
    ],
  };
}

/** An arrow, laid out the other way round where it runs back; a null suffix leaves no room for its name. */
export function edgeOf(
  { id, source, target, transitions }: Arrow,
  runsBack: (s: string, t: string) => boolean,
  suffix: ((transition: ChartTransition) => string) | null,
): ElkExtendedEdge {
  const back = runsBack(source, target);
  const lines = transitions.map((each) => `${transitionLabel(each)}${suffix?.(each) ?? ''}`);
  return {
    id,
    sources: [back ? target : source],
    targets: [back ? source : target],
    labels:
      suffix === null
        ? []
        : [
            {
              text: lines.join('\n'),
              width: Math.max(...lines.map((line) => textWidth(line, 'label'))) + 2 * LABEL_PADDING,
              height: lines.length * TEXT.label.line + 4,
              layoutOptions: {
                'elk.edgeLabels.inline': 'true',
                'elk.edgeLabels.placement': 'CENTER',
              },
            },
          ],
  };
}

/** The arrows from the dots. */
export function initialEdges(state: ChartState): ElkExtendedEdge[] {
  const nested = state.states.flatMap(initialEdges);
  if (state.initial === null) return nested;
  const dot = `${DOT}${state.id}`;
  return [{ id: dot, sources: [dot], targets: [state.initial] }, ...nested];
}
