/** Opens it as a modal: the browser's own, or where there is none, as good as can be without. */
export function openModal(node: HTMLDialogElement): void {
  if (typeof node.showModal === 'function') return node.showModal();
  node.setAttribute('open', '');
  node.setAttribute('role', 'dialog');
  node.setAttribute('aria-modal', 'true');
  node.addEventListener('keydown', imitateModal);
  focusable(node)[0]?.focus();
}

/** Closes it; its `close` event follows. */
export function closeModal(node: HTMLDialogElement): void {
  if (typeof node.close === 'function' && typeof node.showModal === 'function') return node.close();
  if (!node.hasAttribute('open')) return;
  node.removeAttribute('open');
  node.removeEventListener('keydown', imitateModal);
  // In a task of its own, as the browser's.
  setTimeout(() => node.dispatchEvent(new Event('close')));
}

function imitateModal(event: KeyboardEvent): void {
  const node = event.currentTarget as HTMLDialogElement;
  if (event.key === 'Escape') return closeModal(node);
  if (event.key !== 'Tab') return;
  const inside = focusable(node);
  const edge = event.shiftKey ? inside[0] : inside.at(-1);
  if (node.ownerDocument.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? inside.at(-1) : inside[0])?.focus();
}

function focusable(node: HTMLElement): HTMLElement[] {
  return [...node.querySelectorAll<HTMLElement>('button, input')];
}
