import type { AnyStateMachine } from 'xstate';
import { foldChart } from '../chart/fold-chart.js';
import { readChart } from '../chart/read-chart.js';
import { createChecker, oneOf, wholeNumber } from '../../options/index.js';
import { layoutChart } from '../layout/layout-chart.js';
import { chartCss } from './chart-css.js';
import { drawChart } from './draw-chart.js';
import { themeCss } from './palette.js';
import { svg, toMarkup } from './svg-node.js';

/** How {@link toSvg} draws. */
export interface SvgOptions {
  /** `auto` follows the reader's light or dark mode, inside the picture itself. Default `auto`. */
  readonly theme?: 'light' | 'dark' | 'auto';
  /** Where the chart grows to: `TB` is down, `LR` to the right. Default `TB`. */
  readonly direction?: 'TB' | 'LR';
  /** How many levels of states are shown: 1 is an outline. Default: all. */
  readonly depth?: number;
}

/**
 * Draws any XState v5 machine as one standalone SVG, laid out by elkjs (a peer dependency, loaded
 * when this is called). The same machine gives the same picture.
 *
 * @throws TypeError (`code: 'not_a_machine'` or `'invalid_option'`); Error
 * (`code: 'missing_dependency'`) where elkjs is not installed.
 */
export async function toSvg(machine: AnyStateMachine, options: SvgOptions = {}): Promise<string> {
  createChecker('toSvg').check(options, {
    theme: oneOf(['light', 'dark', 'auto']),
    direction: oneOf(['TB', 'LR']),
    depth: wholeNumber(1),
  });
  const { theme = 'auto', direction = 'TB', depth } = options;
  const whole = readChart(machine);
  const chart = depth === undefined ? whole : foldChart(whole, depth);
  const layout = await layoutChart(chart, {
    direction: direction === 'TB' ? 'DOWN' : 'RIGHT',
  });
  const title = chart.root.description ?? `The statechart of ${chart.root.key}.`;
  const picture = drawChart(layout, title);
  const style = svg('style', {}, `${themeCss(theme)}${chartCss}`);
  const markup = toMarkup({ ...picture, children: [style, ...picture.children] });
  return `${markup.replaceAll(/(?=<(?:g|style|\/svg)\b)/g, '\n')}\n`;
}
