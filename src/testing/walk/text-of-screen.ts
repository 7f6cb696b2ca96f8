/**
 * All text of a page that people can perceive: what can be read, the title, the values of inputs, and
 * what stands in `alt`, `aria-label`, `title` and the like. Runs in the page itself, so it needs
 * nothing from outside; or in another frame of the same origin, for the page that is named.
 */
export function textOfScreen(page: Document = document): string {
  const view = page.defaultView ?? window;
  const parts = [page.title];
  const spoken = [
    'alt',
    'aria-label',
    'aria-description',
    'aria-valuetext',
    'placeholder',
    'title',
  ];
  const roots: (Document | ShadowRoot)[] = [page];
  // Closed shadow roots stay closed.
  for (const root of roots) {
    const body = root instanceof view.Document ? root.body : root;
    parts.push((body as Partial<HTMLElement>).innerText ?? body.textContent ?? '');
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if ('checkVisibility' in element && !element.checkVisibility()) continue;
      for (const name of spoken) parts.push(element.getAttribute(name) ?? '');
      if (element instanceof view.HTMLInputElement && element.type !== 'hidden')
        parts.push(element.value);
      if (element instanceof view.HTMLTextAreaElement) parts.push(element.value);
      if (element instanceof view.HTMLSelectElement)
        for (const option of element.selectedOptions) parts.push(option.text);
    }
  }
  return parts.join('\n');
}
