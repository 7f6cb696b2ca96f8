import type { AnyStateMachine } from 'xstate';
import type { Chart } from '../chart/chart.js';
import { chartOf } from '../chart/chart-of.js';
import { layoutChart } from '../layout/layout-chart.js';
import { createChecker, oneOf } from '../../options/index.js';
import { chartCss } from '../svg/chart-css.js';
import { drawChart } from '../svg/draw-chart.js';
import { themeCss } from '../svg/palette.js';
import { svg, toMarkup } from '../svg/svg-node.js';
import type { Coverage } from './coverage.js';
import { countLabel, coverageColours, coverageCss, markCoverage } from './mark-coverage.js';

/** How {@link toCoverageSvg} draws. */
export interface CoverageSvgOptions {
  /** `auto` follows the reader's light or dark mode, inside the picture itself. Default `auto`. */
  readonly theme?: 'light' | 'dark' | 'auto';
}

/**
 * Draws a machine with what was taken, with a count, and what was missed, in red and dashed. The same
 * machine and coverage give the same picture. Each transition's name has `data-transition`.
 *
 * @throws ConfigurationError; TypeError (`code: 'not_a_machine'`); Error
 * (`code: 'missing_dependency'`) where elkjs is not installed.
 */
export async function toCoverageSvg(
  machine: AnyStateMachine | Chart,
  coverage: Coverage,
  options: CoverageSvgOptions = {},
): Promise<string> {
  createChecker('toCoverageSvg').check(options, { theme: oneOf(['light', 'dark', 'auto']) });
  const { theme = 'auto' } = options;
  const chart = chartOf(machine);
  const layout = await layoutChart(chart, {
    descriptions: false,
    suffix: ({ id }) => countLabel(coverage.transitions[id]),
  });
  const title = `What was taken of ${chart.root.key}, and what was missed.`;
  const picture = markCoverage(drawChart(layout, title), chart, coverage);
  const { light, dark } = coverageColours;
  const colours =
    theme === 'auto'
      ? `.chart{${light}}@media(prefers-color-scheme:dark){.chart{${dark}}}`
      : `.chart{${coverageColours[theme]}}`;
  const style = svg('style', {}, `${themeCss(theme)}${chartCss}${colours}${coverageCss}`);
  const markup = toMarkup({ ...picture, children: [style, ...picture.children] });
  return `${markup.replaceAll(/(?=<(?:g|style|\/svg)\b)/g, '\n')}\n`;
}
