import { px } from '../svg/draw-route.js';
import type { SvgNode } from '../svg/svg-node.js';
import { svg, toElement } from '../svg/svg-node.js';
import type { Sequence, SequenceEntry, SequenceStep } from '../sequence/sequence.js';
import { sequenceOf } from '../sequence/sequence-of.js';
import { toSequence } from '../sequence/to-sequence.js';
import { button, h, setText } from '../ui/h.js';
import { copyText } from './copy-text.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** How far lifelines stand apart, in px: six of them fit into 390 px. */
const COLUMN = { least: 61, most: 112 };
const ROW = 34;
const TOP = 34;
/** The newest entries that are drawn: more nobody reads. */
const SHOWN = 160;

/** What happened between the user, the tabs, the disk, the outbox and the backend. */
export function createSequenceView(model: PanelModel, document: Document): View {
  const copied = h(document, 'span', { class: 'copied', role: 'status' });
  const picture = h(document, 'div');
  const copy = button(
    document,
    'Copy as Mermaid',
    'Copy as Mermaid',
    () => {
      void copyText(toSequence(entriesOf(model)), document).then((message) => {
        setText(copied, message.replace(' Paste it into a test file.', ''));
      });
    },
    { class: 'text-button' },
  );
  return {
    element: h(document, 'div', { class: 'sequence-view' }, copy, copied, picture),
    update() {
      if (model.section !== 'sequence') return;
      const sequence = sequenceOf(entriesOf(model));
      picture.replaceChildren(
        sequence.steps.length === 0
          ? h(document, 'p', { class: 'empty' }, 'Nothing was said yet.')
          : toElement(drawSequence(spoken(sequence), picture.clientWidth), document),
      );
    },
  };
}

/** The entries up to the one being looked at, as a sequence wants them. */
function entriesOf({ allEntries, actors, selected, actor }: PanelModel): readonly SequenceEntry[] {
  const isOurs = actor?.own !== null;
  return allEntries
    .filter(({ index }) => selected === null || index <= selected)
    .filter((entry) => (isOurs ? actors.get(entry.actor)?.own : entry.actor === actor?.key))
    .slice(-SHOWN)
    .map((entry) => {
      const own = actors.get(entry.actor)?.own ?? null;
      const [tab, key] = entry.actor.split('/');
      return key === undefined ? { ...entry, own } : { ...entry, own, tab: tab ?? '' };
    });
}

/** Without those to whom nobody speaks. */
function spoken({ lifelines, steps }: Sequence): Sequence {
  const heard = new Set(steps.flatMap(({ from, to }) => [from, to]));
  return { steps, lifelines: lifelines.filter(({ id }) => heard.has(id)) };
}

function drawSequence({ lifelines, steps }: Sequence, room: number): SvgNode {
  const share = Math.floor(room / lifelines.length);
  const column = Math.min(Math.max(share, COLUMN.least), COLUMN.most);
  const width = lifelines.length * column;
  const height = TOP + (steps.length + 1) * ROW;
  const xOf = (id: string): number =>
    lifelines.findIndex((lifeline) => lifeline.id === id) * column + column / 2;
  const said = steps.map(({ from, to, text }) => `${from} to ${to}: ${text}`).join('. ');
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': said },
    ...lifelines.flatMap(({ id, name }) => [
      svg('text', { class: 'name', x: xOf(id), y: 18 }, name),
      svg('path', { class: 'life', d: `M${xOf(id)} ${TOP - 8}V${height}` }),
    ]),
    ...steps.flatMap((step, index) => drawStep(step, xOf, TOP + (index + 1) * ROW)),
  );
}

function drawStep(
  { from, to, text, kind }: SequenceStep,
  xOf: (id: string) => number,
  y: number,
): readonly SvgNode[] {
  const [start, end] = [xOf(from), xOf(to)];
  if (kind === 'note') return [svg('text', { class: 'noted', x: start, y: y - 4 }, text)];
  const way = Math.sign(end - start) || 1;
  return [
    svg('text', { class: 'said', x: px((start + end) / 2), y: y - 6 }, text),
    svg('path', { class: `step ${kind}`, d: `M${start} ${y}H${end - way * 6}` }),
    svg('path', {
      class: `tip ${kind}`,
      d: `M${end} ${y}l${-way * 8} -4v8z`,
    }),
  ];
}
