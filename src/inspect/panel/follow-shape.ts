/** Narrower than this, in px, chart and log do not stand side by side. */
const NARROW = 640;
/** High enough, in px, for the log under the chart. */
const TALL = 560;

/** Keeps the classes `narrow` (one part at a time) and `tall` (one above the other) on a panel. */
export function followShape(panel: HTMLElement): { readonly stop: () => void } {
  const Observer = panel.ownerDocument.defaultView?.ResizeObserver;
  if (Observer === undefined) return { stop: () => undefined };
  const observer = new Observer(() => {
    const { offsetWidth: width, offsetHeight: height } = panel;
    const isSlim = width < NARROW && !panel.classList.contains('closed');
    panel.classList.toggle('tall', isSlim && height >= TALL);
    panel.classList.toggle('narrow', isSlim && height < TALL);
  });
  observer.observe(panel);
  return {
    stop: () => {
      observer.disconnect();
    },
  };
}
