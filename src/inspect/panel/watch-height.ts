/** Tells how high an element is, in px, now and whenever that changes, where the browser says; returns what ends it. */
export function watchHeight(element: HTMLElement, tell: (height: number) => void): () => void {
  const Observer = element.ownerDocument.defaultView?.ResizeObserver;
  if (Observer === undefined) return () => {};
  const observer = new Observer(() => tell(element.clientHeight));
  observer.observe(element);
  return () => observer.disconnect();
}
