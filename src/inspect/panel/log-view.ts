import type { Entry } from '../recording/entry.js';
import { button, h, setAttributes, setText } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { copyAsTest } from './copy-as-test.js';
import { createRecordingButton } from './open-recording.js';
import { drawRow } from './log-row.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';
import { createVirtualList } from './virtual-list.js';

/** The height of a row, in px; the style sheet says the same. */
const ROW = 46;

/** What was seen, newest last; picking an entry shows the past. */
export function createLogView(model: PanelModel, document: Document): View {
  const filter = h(document, 'input', {
    type: 'search',
    class: 'filter',
    placeholder: 'Filter the log',
    'aria-label': 'Filter the log',
    spellcheck: 'false',
  });
  filter.addEventListener('input', () => {
    model.setFilter(filter.value);
  });
  const list = h(document, 'div', {
    class: 'log',
    role: 'listbox',
    tabindex: 0,
    'aria-label': 'Log',
  });
  const empty = h(document, 'p', { class: 'empty' });
  const copied = h(document, 'span', { class: 'copied', role: 'status' });
  const copy = button(document, 'Copy as test', 'Copy as test', () => {
    void copyAsTest(model, document).then((message) => {
      setText(copied, message);
    });
  });
  copy.classList.add('text-button');
  const open = createRecordingButton(model, document, (message) => {
    setText(copied, message);
  });
  const clear = button(
    document,
    'Clear the log',
    icon(document, 'clear'),
    () => {
      model.select(null);
      model.log.clear();
    },
    { class: 'tool' },
  );
  const element = h(
    document,
    'div',
    { class: 'log-view' },
    h(document, 'div', { class: 'log-tools' }, filter, copy, open.element, clear),
    copied,
    list,
    empty,
  );

  const rows = createVirtualList<Entry>(list, ROW, {
    keyOf: ({ index }) => index,
    draw: (entry) => {
      const row = drawRow(entry, document);
      row.addEventListener('click', () => {
        model.select(model.selected === entry.index ? null : entry.index);
      });
      return row;
    },
    show: (row, entry, position, count) => {
      const { selected, names, engine } = model;
      setAttributes(row, {
        'aria-selected': String(entry.index === selected),
        'aria-posinset': position + 1,
        'aria-setsize': count,
      });
      row.classList.toggle('future', selected !== null && entry.index > selected);
      const chip = row.querySelector('.machine');
      const name = entry.actor === engine?.key ? '' : (names.get(entry.actor) ?? entry.machine);
      if (chip) {
        setText(chip, name);
        setAttributes(chip, { hidden: name === '' });
      }
    },
  });
  listenToKeys(list, model);

  let shownSelection: number | null = null;
  function update(): void {
    const { entries, selected } = model;
    rows.update(entries);
    setAttributes(list, {
      'aria-activedescendant': selected === null ? null : `entry-${selected}`,
    });
    if (selected !== shownSelection) {
      shownSelection = selected;
      if (selected === null) rows.toEnd();
      else rows.reveal(entries.findIndex(({ index }) => index === selected));
    }
    clear.hidden = model.isRecording;
    open.update();
    const nothing = model.filter === '' ? 'Nothing yet.' : 'Nothing matches the filter.';
    setText(empty, entries.length > 0 ? '' : nothing);
  }

  return { element, update, stop: rows.stop };
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
