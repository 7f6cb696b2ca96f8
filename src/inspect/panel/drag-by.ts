/** Tells by how much an element is dragged, in px. Buttons in it are no handles. */
export function dragBy(element: HTMLElement, by: (dx: number, dy: number) => void): void {
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
