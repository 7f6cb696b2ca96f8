import type { Preferences } from './preferences.js';
import { keepPreferences } from './preferences.js';

/** Where a panel can stand; `window` is a window of its own. */
export type Place = Preferences['dock'] | 'window';

const STEP = 24;

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
    const { bottom, right, float } = preferences;
    panel.dataset['dock'] = place;
    const styles: Readonly<Record<string, string>> =
      place === 'bottom'
        ? { height: `${bottom}px` }
        : place === 'right'
          ? { width: `${right}px` }
          : place === 'float'
            ? {
                left: `${float.x}px`,
                top: `${float.y}px`,
                width: `${float.width}px`,
                height: `${float.height}px`,
              }
            : {};
    for (const name of ['left', 'top', 'width', 'height'])
      panel.style.setProperty(name, styles[name] ?? '');
    resizer.setAttribute('aria-orientation', place === 'right' ? 'vertical' : 'horizontal');
    resizer.setAttribute('aria-valuenow', String(place === 'right' ? right : bottom));
  }

  function change(next: Partial<Preferences>): void {
    preferences = { ...preferences, ...next };
    apply();
    keepPreferences(next);
  }

  function resize(dx: number, dy: number): void {
    const { innerWidth = 1280, innerHeight = 720 } = panel.ownerDocument.defaultView ?? {};
    const { bottom, right, float } = preferences;
    if (place === 'bottom') change({ bottom: clamp(bottom - dy, 200, innerHeight * 0.92) });
    if (place === 'right') change({ right: clamp(right - dx, 340, innerWidth * 0.96) });
    if (place === 'float')
      change({
        float: {
          ...float,
          width: clamp(float.width + dx, 420, innerWidth),
          height: clamp(float.height + dy, 280, innerHeight),
        },
      });
  }

  function move(dx: number, dy: number): void {
    const { innerWidth = 1280, innerHeight = 720 } = panel.ownerDocument.defaultView ?? {};
    const { float } = preferences;
    change({
      float: {
        ...float,
        x: clamp(float.x + dx, 0, innerWidth - 120),
        y: clamp(float.y + dy, 0, innerHeight - 40),
      },
    });
  }

  drag(resizer, resize);
  drag(handle, (dx, dy) => {
    if (place === 'float') move(dx, dy);
  });
  resizer.addEventListener('keydown', (event) => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    resize(...step);
  });

  return {
    place(next) {
      place = next;
      if (next === 'window') apply();
      else change({ dock: next });
    },
  };
}

function drag(element: HTMLElement, by: (dx: number, dy: number) => void): void {
  element.addEventListener('pointerdown', (event) => {
    const [target] = event.composedPath();
    if (event.button !== 0 || isInButton(target)) return;
    const move = (moving: PointerEvent): void => {
      element.setPointerCapture(event.pointerId);
      by(moving.movementX, moving.movementY);
    };
    const end = (): void => {
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', end);
      element.removeEventListener('pointercancel', end);
    };
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', end);
  });
}

function isInButton(target: EventTarget | undefined): boolean {
  return target !== undefined && 'closest' in target
    ? (target as Element).closest('button') !== null
    : false;
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(Math.max(value, least), Math.max(least, most)));
}
