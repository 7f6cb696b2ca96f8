import type { Entry } from '../recording/entry.js';
import { h, setAttributes, setText } from '../ui/h.js';
import { drawRow } from './log-row.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';
import { createVirtualList } from './virtual-list.js';

/** The height of a row, in px; the style sheet says the same. */
const ROW = 46;

/** The entries of the log, newest last: picking one shows the past. */
export function createLogList(model: PanelModel, document: Document): View {
  const element = h(document, 'div', {
    class: 'log',
    role: 'listbox',
    tabindex: 0,
    'aria-label': 'Log',
  });
  const rows = createVirtualList<Entry>(element, ROW, {
    keyOf: ({ index }) => index,
    draw: (entry) => drawPickableRow(entry, model, document),
    show: (row, entry, position, count) => {
      showRow(row, entry, model);
      setAttributes(row, { 'aria-posinset': position + 1, 'aria-setsize': count });
    },
  });
  listenToKeys(element, model);

  let shownSelection: number | null = null;
  function update(): void {
    const { entries, selected } = model;
    rows.update(entries);
    setAttributes(element, {
      'aria-activedescendant': selected === null ? null : `entry-${selected}`,
    });
    if (selected === shownSelection) return;
    shownSelection = selected;
    if (selected === null) rows.toEnd();
    else rows.reveal(entries.findIndex(({ index }) => index === selected));
  }

  return { element, update, stop: rows.stop };
}

function drawPickableRow(entry: Entry, model: PanelModel, document: Document): HTMLElement {
  const row = drawRow(entry, document);
  row.addEventListener('click', () => {
    model.select(model.selected === entry.index ? null : entry.index);
  });
  return row;
}

/** Shows whether a row is picked, or lies after what is, and whose it is unless it is the engine's. */
function showRow(row: HTMLElement, entry: Entry, { selected, names, engine }: PanelModel): void {
  setAttributes(row, { 'aria-selected': String(entry.index === selected) });
  row.classList.toggle('future', selected !== null && entry.index > selected);
  const chip = row.querySelector('.machine');
  if (!chip) return;
  const name = entry.actor === engine?.key ? '' : (names.get(entry.actor) ?? entry.machine);
  setText(chip, name);
  setAttributes(chip, { hidden: name === '' });
}

function listenToKeys(list: HTMLElement, model: PanelModel): void {
  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => {
      model.step(1);
    },
    ArrowUp: () => {
      model.step(-1);
    },
    Home: () => {
      model.select(model.entries[0]?.index ?? null);
    },
    End: () => {
      model.select(null);
    },
  };
  list.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  });
}
