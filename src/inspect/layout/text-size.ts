/** Sizes of the text in a picture, in px. */
export const TEXT = {
  title: { size: 14, line: 20, factor: 1.13 },
  detail: { size: 11.5, line: 16, factor: 1 },
  strong: { size: 11.5, line: 16, factor: 1.12 },
  label: { size: 11, line: 15, factor: 1.04 },
} as const;

export type TextStyle = keyof typeof TEXT;

/** How wide a text is about, in px: generous, since fonts differ from machine to machine. */
export function textWidth(text: string, style: TextStyle): number {
  const ems = Array.from(text, emsOf).reduce((sum, each) => sum + each, 0);
  return Math.ceil(ems * TEXT[style].size * TEXT[style].factor);
}

/** Breaks a text into lines of about `width` px. */
export function wrapText(text: string, style: TextStyle, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, style) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function emsOf(character: string): number {
  if (/[iljtfr.,:;'|!()[\] ]/.test(character)) return 0.36;
  if (/[mwMW@%…]/.test(character)) return 0.92;
  if (/[A-Z_]/.test(character)) return 0.72;
  return character.charCodeAt(0) > 0x2000 ? 1 : 0.61;
}
