import { dragBy } from './drag-by.js';
import type { Preferences } from './preferences.js';
import { keepPreferences } from './preferences.js';
import type { Place } from './panel-place.js';
import { moved, resized, styleAt } from './panel-place.js';
import { stepByArrows } from './step-by-arrows.js';

/** Sizes and places the panel, by pointer and by arrow keys; remembers it. */
export function createDock(
  panel: HTMLElement,
  resizer: HTMLElement,
  handle: HTMLElement,
  start: Preferences,
): { place: (place: Place) => void } {
  let preferences = start;
  let place: Place = start.dock;

  function apply(): void {
    panel.dataset['dock'] = place;
    const styles = styleAt(place, preferences);
    for (const name of ['left', 'top', 'width', 'height'])
      panel.style.setProperty(name, styles[name] ?? '');
    const isBeside = place === 'right';
    resizer.setAttribute('aria-orientation', isBeside ? 'vertical' : 'horizontal');
    resizer.setAttribute('aria-valuenow', String(preferences[isBeside ? 'right' : 'bottom']));
  }

  function change(next: Partial<Preferences>): void {
    preferences = { ...preferences, ...next };
    apply();
    keepPreferences(next);
  }

  const room = () => {
    const { innerWidth = 1280, innerHeight = 720 } = panel.ownerDocument.defaultView ?? {};
    return { width: innerWidth, height: innerHeight };
  };
  const resize = (dx: number, dy: number) => change(resized(place, preferences, dx, dy, room()));

  dragBy(resizer, resize);
  dragBy(handle, (dx, dy) => {
    if (place === 'float') change(moved(preferences, dx, dy, room()));
  });
  stepByArrows(resizer, resize);

  return {
    place(next) {
      place = next;
      if (next === 'window') apply();
      else change({ dock: next });
    },
  };
}
