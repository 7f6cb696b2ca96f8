import { styles } from './styles.js';

const adopted = new WeakSet<Node>();

/**
 * Gives the dialog's document, or shadow root, its styles: as a constructed sheet, which a strict
 * Content-Security-Policy allows, or as a `<style>` element in browsers from before 2023.
 */
export function adoptStyles(node: Element): void {
  const root = node.getRootNode() as Document | ShadowRoot;
  if (adopted.has(root)) return;
  adopted.add(root);
  const { defaultView, head } = node.ownerDocument;
  if (defaultView && 'adoptedStyleSheets' in root) {
    const sheet = new defaultView.CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } else {
    const style = node.ownerDocument.createElement('style');
    style.textContent = styles;
    ('host' in root ? root : head).append(style);
  }
}
