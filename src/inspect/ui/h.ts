type Attribute = string | number | boolean | null | undefined;
type Child = Node | string | null | undefined;

/** Makes an element: `h(document, 'button', { class: 'tab' }, 'Log')`. */
export function h<K extends keyof HTMLElementTagNameMap>(
  document: Document,
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets, or for false and null removes, attributes. */
export function setAttributes(
  element: Element,
  attributes: Readonly<Record<string, Attribute>>,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    const next =
      value === false || value === null || value === undefined
        ? null
        : value === true
          ? ''
          : String(value);
    if (element.getAttribute(name) === next) continue;
    if (next === null) element.removeAttribute(name);
    else element.setAttribute(name, next);
  }
}

/** Sets an element's text, if it is another one. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** A button with a name for those who hear it. */
export function button(
  document: Document,
  name: string,
  content: Child,
  press: () => void,
  attributes: Readonly<Record<string, Attribute>> = {},
): HTMLButtonElement {
  const element = h(
    document,
    'button',
    { type: 'button', 'aria-label': name, title: name, ...attributes },
    content,
  );
  element.addEventListener('click', press);
  return element;
}
