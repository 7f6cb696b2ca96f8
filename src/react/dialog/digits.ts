/** How long a code is. */
export const CODE_LENGTH = 6;

/** The first digits of what was typed or pasted, whatever the script or the spaces between them. */
export function digitsOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replaceAll(/\D/g, '')
    .slice(0, CODE_LENGTH);
}
