import type { Point } from '../layout/layout.js';

/** What a hand does with a picture. */
export interface HandMoves {
  readonly pan: (by: Point) => void;
  readonly zoom: (factor: number, at: Point) => void;
}

/** Listens to wheel and pointer: they pan, and zoom with Ctrl or Command. */
export function moveByHand(frame: HTMLElement, { pan, zoom }: HandMoves): void {
  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { left, top } = frame.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey)
        zoom(Math.exp(-event.deltaY / 200), { x: event.clientX - left, y: event.clientY - top });
      else pan({ x: -event.deltaX, y: -event.deltaY });
    },
    { passive: false },
  );
  frame.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const move = (moving: PointerEvent): void => {
      pan({ x: moving.movementX, y: moving.movementY });
      frame.setPointerCapture(event.pointerId);
    };
    const end = (): void => {
      frame.removeEventListener('pointermove', move);
      frame.removeEventListener('pointerup', end);
      frame.removeEventListener('pointercancel', end);
    };
    frame.addEventListener('pointermove', move);
    frame.addEventListener('pointerup', end);
    frame.addEventListener('pointercancel', end);
  });
}
