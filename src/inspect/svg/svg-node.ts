/** An SVG element as plain data, to be written as text or built as DOM. */
export interface SvgNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (SvgNode | string)[];
}

/** Makes an {@link SvgNode}. */
export function svg(
  tag: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly (SvgNode | string)[]
): SvgNode {
  return { tag, attributes, children };
}

/** Writes a node as markup. */
export function toMarkup({ tag, attributes, children }: SvgNode): string {
  const written = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
  if (children.length === 0) return `<${tag}${written}/>`;
  const inner = children
    .map((child) => (typeof child === 'string' ? escapeXml(child) : toMarkup(child)))
    .join('');
  return `<${tag}${written}>${inner}</${tag}>`;
}

/** Builds a node as DOM, without parsing any markup. */
export function toElement(node: SvgNode, document: Document): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', node.tag);
  for (const [name, value] of Object.entries(node.attributes))
    if (name !== 'xmlns') element.setAttribute(name, String(value));
  element.append(
    ...node.children.map((child) =>
      typeof child === 'string' ? document.createTextNode(child) : toElement(child, document),
    ),
  );
  return element;
}

function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
