import { h } from '../ui/h.js';

/** Copies a text, by the clipboard or by a selection; resolves to what came of it. */
export async function copyText(text: string, document: Document): Promise<string> {
  try {
    const clipboard = document.defaultView?.navigator.clipboard;
    if (!clipboard) throw new Error('no clipboard');
    await clipboard.writeText(text);
    return 'Copied. Paste it into a test file.';
  } catch {
    return copyBySelection(text, document)
      ? 'Copied. Paste it into a test file.'
      : 'The browser does not let this page copy.';
  }
}

function copyBySelection(text: string, document: Document): boolean {
  const area = h(document, 'textarea');
  area.style.cssText = 'position:fixed;opacity:0';
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
