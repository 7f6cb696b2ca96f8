/** Styles a shadow root, by a constructed sheet where there is one: it needs no `unsafe-inline`. */
export function adoptCss(root: ShadowRoot, css: string): void {
  const Sheet = root.ownerDocument.defaultView?.CSSStyleSheet;
  try {
    if (!Sheet) throw new Error('no sheets');
    const sheet = new Sheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = root.ownerDocument.createElement('style');
    style.textContent = css;
    root.prepend(style);
  }
}
