import { adoptCss } from '../ui/adopt-css.js';
import { h } from '../ui/h.js';
import { panelCss } from '../ui/panel-css.js';

/** Puts a panel into a shadow root of the page, so that the page's styles and its own do not meet. */
export function createPanelHost(panel: HTMLElement, fillsItsElement: boolean): HTMLElement {
  const host = h(panel.ownerDocument, 'div', { 'data-moonkey-inspector': true });
  if (fillsItsElement) host.style.cssText = 'display:block;width:100%;height:100%';
  const root = host.attachShadow({ mode: 'open' });
  adoptCss(root, panelCss);
  root.append(panel);
  return host;
}
