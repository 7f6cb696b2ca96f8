/** How far an arrow key goes, in px. */
const STEP = 24;

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
};

/** Does with arrow keys what a pointer does by dragging. */
export function stepByArrows(element: HTMLElement, by: (dx: number, dy: number) => void): void {
  element.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    by(...step);
  });
}
