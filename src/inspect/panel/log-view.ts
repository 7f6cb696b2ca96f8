import { h, setText } from '../ui/h.js';
import { createLogList } from './log-list.js';
import { createLogTools } from './log-tools.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** What was seen, newest last; picking an entry shows the past. */
export function createLogView(model: PanelModel, document: Document): View {
  const tools = createLogTools(model, document);
  const list = createLogList(model, document);
  const empty = h(document, 'p', { class: 'empty' });
  return {
    element: h(
      document,
      'div',
      { class: 'log-view' },
      tools.element,
      tools.said,
      list.element,
      empty,
    ),
    update() {
      list.update();
      tools.update();
      const nothing = model.filter === '' ? 'Nothing yet.' : 'Nothing matches the filter.';
      setText(empty, model.entries.length > 0 ? '' : nothing);
    },
    stop: () => list.stop?.(),
  };
}
