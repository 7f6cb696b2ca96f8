import { insideLines } from '../chart/arrows.js';
import type { Chart, ChartState, ChartTransition } from '../chart/chart.js';
import type { BoxLine } from './layout.js';
import type { TextStyle } from './text-size.js';
import { TEXT, textWidth, wrapText } from './text-size.js';

const styles = {
  title: 'title',
  description: 'detail',
  invoke: 'strong',
  action: 'detail',
  tag: 'detail',
  inside: 'detail',
} as const satisfies Record<BoxLine['kind'], TextStyle>;

const PADDING = 12;
const WRAP_ATOMIC = 190;
const WRAP_PARENT = 330;
const GAP = 4;

/** The text of a box, and the room it needs. */
export interface BoxText {
  readonly lines: readonly BoxLine[];
  readonly width: number;
  readonly height: number;
}

/** Arranges what a state's box says. */
export function boxText(
  chart: Chart,
  state: ChartState,
  descriptions: boolean,
  suffix: (transition: ChartTransition) => string = () => '',
): BoxText {
  const wrap = state.states.length > 0 ? WRAP_PARENT : WRAP_ATOMIC;
  const lines: BoxLine[] = [];
  let y = PADDING - 2;
  const add = (kind: BoxLine['kind'], text: string): void => {
    const { line, size } = TEXT[styles[kind]];
    lines.push({ kind, text, y: y + (line + size) / 2 - 1.5 });
    y += line;
  };
  const gap = (): void => {
    y += GAP;
  };

  add('title', titleOf(state));
  if (descriptions && state.description !== null)
    for (const text of wrapText(state.description, 'detail', wrap)) add('description', text);
  if (state.invokes.length + state.entry.length + state.exit.length + state.tags.length > 0) gap();
  for (const invoke of state.invokes) add('invoke', invoke.name);
  if (state.entry.length > 0) add('action', `entry / ${state.entry.join(', ')}`);
  if (state.exit.length > 0) add('action', `exit / ${state.exit.join(', ')}`);
  if (state.tags.length > 0) add('tag', state.tags.map((tag) => `#${tag}`).join(' '));
  const inside = insideLines(chart, state.id, suffix);
  if (inside.length > 0) gap();
  for (const text of inside) add('inside', text);

  const width = Math.max(
    ...lines.map(({ kind, text }) => Math.ceil(textWidth(text, styles[kind]) + indentOf(kind))),
  );
  return { lines, width: Math.max(96, width + 2 * PADDING), height: y + PADDING - 3 };
}

/** `H` stands for a remembered state, `H*` where all inside of it is remembered too. */
function titleOf({ key, history }: ChartState): string {
  if (history === null) return key;
  return `${history === 'deep' ? 'H*' : 'H'}  ${key}`;
}

/** How far the text of a line stands from the box's padding, in px: room for its mark. */
export function indentOf(kind: BoxLine['kind']): number {
  return kind === 'invoke' ? 16 : 0;
}

/** Between a box's edge and its text, in px. */
export const BOX_PADDING = PADDING;
