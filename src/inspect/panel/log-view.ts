import type { Entry } from '../recording/entry.js';
import { describeValue } from '../recording/entry.js';
import { button, h, setAttributes } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { copyAsTest } from './copy-as-test.js';
import { formatTime, shorten } from './format.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** What was seen, newest last; picking an entry shows the past. */
export function createLogView(model: PanelModel, document: Document): View {
  const filter = h(document, 'input', {
    type: 'search',
    class: 'filter',
    placeholder: 'Filter: LOGOUT, queued, outbox…',
    'aria-label': 'Filter the log',
    spellcheck: 'false',
  });
  filter.addEventListener('input', () => {
    model.setFilter(filter.value);
  });
  const list = h(document, 'ol', {
    class: 'log',
    role: 'listbox',
    tabindex: 0,
    'aria-label': 'Log',
  });
  const empty = h(document, 'p', { class: 'empty' });
  const copied = h(document, 'span', { class: 'copied', role: 'status' });
  const copy = button(document, 'Copy as test', 'Copy as test', () => {
    void copyAsTest(model, document).then((message) => {
      copied.textContent = message;
    });
  });
  copy.classList.add('text-button');
  const element = h(
    document,
    'div',
    { class: 'log-view' },
    h(
      document,
      'div',
      { class: 'log-tools' },
      filter,
      copy,
      button(
        document,
        'Clear the log',
        icon(document, 'clear'),
        () => {
          model.select(null);
          model.recorder.clear();
        },
        { class: 'tool' },
      ),
    ),
    copied,
    list,
    empty,
  );

  const rows = new Map<number, HTMLElement>();
  let shown: readonly Entry[] = [];
  let shownSelection: number | null = null;

  list.addEventListener('keydown', (event) => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => model.step(1),
      ArrowUp: () => model.step(-1),
      Home: () => model.select(model.entries[0]?.index ?? null),
      End: () => model.select(null),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  });

  function rowOf(entry: Entry): HTMLElement {
    const known = rows.get(entry.index);
    if (known) return known;
    const made = drawRow(entry, document);
    made.addEventListener('click', () => {
      model.select(model.selected === entry.index ? null : entry.index);
    });
    rows.set(entry.index, made);
    return made;
  }

  function update(): void {
    const { entries, selected } = model;
    if (entries !== shown || selected !== shownSelection) {
      const grew = entries.at(-1)?.index !== shown.at(-1)?.index;
      shown = entries;
      shownSelection = selected;
      list.replaceChildren(...entries.map(rowOf));
      const present = new Set(model.recorder.entries.map(({ index }) => index));
      for (const index of rows.keys()) if (!present.has(index)) rows.delete(index);
      for (const [index, row] of rows) {
        setAttributes(row, { 'aria-selected': String(index === selected) });
        row.classList.toggle('future', selected !== null && index > selected);
      }
      setAttributes(list, {
        'aria-activedescendant': selected === null ? null : `entry-${selected}`,
      });
      const target = selected === null ? (grew ? list.lastElementChild : null) : rows.get(selected);
      target?.scrollIntoView?.({ block: 'nearest' });
    }
    empty.textContent =
      entries.length > 0
        ? ''
        : model.filter === ''
          ? 'Nothing yet.'
          : 'Nothing matches the filter.';
  }

  return { element, update };
}

function drawRow(entry: Entry, document: Document): HTMLElement {
  const guards = [...new Set(entry.taken.flatMap(({ guard }) => (guard === null ? [] : [guard])))];
  const dropped = entry.taken.length === 0 && entry.kind !== 'notice' && entry.kind !== 'start';
  const detail =
    entry.kind === 'notice'
      ? describeFields(entry.fields)
      : dropped
        ? 'not handled here'
        : describeValue(entry.value);
  return h(
    document,
    'li',
    {
      id: `entry-${entry.index}`,
      role: 'option',
      class: `entry ${entry.kind}${dropped ? ' dropped' : ''}`,
      'data-entry': entry.index,
    },
    h(document, 'time', {}, formatTime(entry.at)),
    h(
      document,
      'span',
      { class: 'what' },
      h(document, 'b', {}, entry.label),
      ...guards.map((guard) => h(document, 'i', { class: 'guard' }, guard)),
      entry.machine === 'auth' ? null : h(document, 'i', { class: 'machine' }, entry.machine),
    ),
    h(document, 'span', { class: 'then' }, detail),
  );
}

function describeFields(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${shorten(String(value))}`)
    .join(', ');
}
