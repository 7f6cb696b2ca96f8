import { h } from '../ui/h.js';
import { createChartFrame } from './chart-frame.js';
import { ChartPicture } from './chart-picture.js';
import { createChartTools } from './chart-tools.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** The statechart, with the active states lit and the last transition shown. */
export function createChartView(model: PanelModel, document: Document): View {
  const frame = createChartFrame(
    document,
    () => tools.element,
    (visible) => {
      picture.minimap?.show(visible);
      tools.setFollowing(frame.viewport.following);
    },
  );
  const picture = new ChartPicture(model, frame, document);
  const tools = createChartTools(document, frame.viewport, {
    chart: () => model.chart,
    reveal: picture.reveal,
    find: picture.find,
    foldAll: picture.foldAll,
    cover: picture.cover,
  });
  return {
    element: h(
      document,
      'section',
      { class: 'chart-view', 'aria-label': 'Statechart' },
      frame.element,
      frame.overview,
      tools.element,
      frame.caption,
    ),
    update: () => {
      picture.update();
    },
    stop: () => {
      frame.viewport.stop();
    },
  };
}
