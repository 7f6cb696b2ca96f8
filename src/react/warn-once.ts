const said = new Set<string>();

/** Writes to the console, once for each text in the life of the page. */
export function warnOnce(level: 'error' | 'warn', text: string): void {
  if (said.has(text)) return;
  said.add(text);
  console[level](text);
}
