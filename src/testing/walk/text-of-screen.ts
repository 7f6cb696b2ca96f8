/**
 * All text of a page that people can perceive: what can be read, the title, the values of inputs, and
 * what stands in `alt`, `aria-label`, `title` and the like. Runs in the page itself, so it needs
 * nothing from outside.
 */
export function textOfScreen(): string {
  const parts = [document.title];
  const spoken = [
    'alt',
    'aria-label',
    'aria-description',
    'aria-valuetext',
    'placeholder',
    'title',
  ];
  const roots: (Document | ShadowRoot)[] = [document];
  // Closed shadow roots stay closed.
  for (const root of roots) {
    const body = root instanceof Document ? root.body : root;
    parts.push((body as Partial<HTMLElement>).innerText ?? body.textContent ?? '');
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if ('checkVisibility' in element && !element.checkVisibility()) continue;
      for (const name of spoken) parts.push(element.getAttribute(name) ?? '');
      if (element instanceof HTMLInputElement && element.type !== 'hidden')
        parts.push(element.value);
      if (element instanceof HTMLTextAreaElement) parts.push(element.value);
      if (element instanceof HTMLSelectElement)
        for (const option of element.selectedOptions) parts.push(option.text);
    }
  }
  return parts.join('\n');
}
