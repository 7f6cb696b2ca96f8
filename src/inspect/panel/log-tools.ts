import { button, h, setText } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { copyAsTest } from './copy-as-test.js';
import type { PanelModel } from './model.js';
import { createRecordingButton } from './open-recording.js';
import type { View } from './view.js';

/** What stands above the log: its filter, and what can be done with it. */
export interface LogTools extends View {
  /** What came of the last thing that was done. */
  readonly said: HTMLElement;
}

/** The log's filter, and the buttons that copy it as a test, open a recording, and clear it. */
export function createLogTools(model: PanelModel, document: Document): LogTools {
  const said = h(document, 'span', { class: 'copied', role: 'status' });
  const say = (message: string): void => {
    setText(said, message);
  };
  const copy = button(document, 'Copy as test', 'Copy as test', () => {
    void copyAsTest(model, document).then(say);
  });
  copy.classList.add('text-button');
  const open = createRecordingButton(model, document, say);
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
  return {
    said,
    element: h(
      document,
      'div',
      { class: 'log-tools' },
      createFilter(model, document),
      copy,
      open.element,
      clear,
    ),
    update() {
      clear.hidden = model.isRecording;
      open.update();
    },
  };
}

function createFilter(model: PanelModel, document: Document): HTMLInputElement {
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
  return filter;
}
