import type { PanelModel } from './model.js';

/** `Esc` comes back from the past, then puts the picked state away, then folds the panel. */
export function listenToEscape(panel: HTMLElement, model: PanelModel, fold: () => void): void {
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (model.selected !== null) model.select(null);
    else if (model.state !== null) model.pickState(null);
    else fold();
    event.stopPropagation();
  });
}
