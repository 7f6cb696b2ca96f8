/**
 * The part of the modal dialog that jsdom lacks: `open`, the `close` event in a later task, and the
 * focus that goes back to where it was. What it looks like is for a browser to show.
 */
export function installModalDialog(): void {
  const origins = new WeakMap<HTMLDialogElement, Element | null>();
  const { prototype } = HTMLDialogElement;
  prototype.showModal = function showModal(this: HTMLDialogElement) {
    origins.set(this, document.activeElement);
    this.open = true;
    this.querySelector<HTMLElement>('button, input')?.focus();
  };
  prototype.close = function close(this: HTMLDialogElement) {
    if (!this.open) return;
    this.open = false;
    const origin = origins.get(this);
    if (origin instanceof HTMLElement) origin.focus();
    setTimeout(() => this.dispatchEvent(new Event('close')));
  };
}
