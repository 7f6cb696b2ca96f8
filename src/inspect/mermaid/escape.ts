const FULL_WIDTH_OFFSET = 0xfee0;

const SYNTAX =
  /[#;"<>{}&%`\\$~|^=@!?*]|(?<![\p{L}\p{N}])[-_:]|[-_](?![\p{L}\p{N}])|:(?!\s)|^\d+(?=[.)])|^\+/gu;

/**
 * Writes any text so that Mermaid shows it instead of obeying it. What it takes for syntax is written
 * in full width (`;` becomes `；`): Mermaid does not decode its own entities everywhere.
 */
export function escapeMermaid(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  // It reads no diagram with an empty name in it.
  return line.replaceAll(SYNTAX, (part) => Array.from(part, widen).join('')) || '(blank)';
}

function widen(character: string): string {
  return String.fromCodePoint(character.charCodeAt(0) + FULL_WIDTH_OFFSET);
}
