/** The element that has the focus, and all around it, from the inside out. */
export function focusTrail(node: Element): readonly Element[] {
  const trail: Element[] = [];
  for (let at = node.ownerDocument.activeElement; at; at = at.parentElement) trail.push(at);
  return trail;
}

/**
 * Puts the focus back where it was before the dialog. Where that is gone, as a "Sign in" button is once
 * somebody is signed in: on the nearest element around it that is still there, or on the app.
 */
export function returnFocus(trail: readonly Element[], dialog: HTMLElement): void {
  const { body, documentElement, activeElement } = dialog.ownerDocument;
  const isElsewhere = activeElement && activeElement !== body && !dialog.contains(activeElement);
  if (isElsewhere) return;
  const place = [...trail, dialog.parentElement].find(
    (node) => node?.isConnected && node !== body && node !== documentElement,
  );
  if (!(place instanceof HTMLElement)) return;
  place.focus({ preventScroll: true });
  if (dialog.ownerDocument.activeElement === place) return;
  place.tabIndex = -1;
  place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  place.focus({ preventScroll: true });
}
