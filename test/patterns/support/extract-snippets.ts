/** The React part of a documentation page whose code stands unfenced between its paragraphs. */
export interface PageSnippets {
  /** Whole modules: from an import to the end of the component. */
  readonly components: readonly { readonly name: string; readonly source: string }[];
  /** Handlers alone: they take `logout` and the rest from where they are pasted. */
  readonly handlers: readonly string[];
}

const count = (line: string, characters: RegExp) => line.match(characters)?.length ?? 0;

/** Reads on until the braces that the start opened are closed again. */
function readBlock(lines: readonly string[], start: number): number {
  let depth = 0;
  let hasBody = false;
  for (let index = start; index < lines.length; index++) {
    const line = lines[index] ?? '';
    depth += count(line, /[{(]/g) - count(line, /[})]/g);
    hasBody ||= depth > 0;
    if (hasBody && depth === 0) return index;
  }
  throw new SyntaxError(`The snippet at line ${start + 1} has no end.`);
}

/** Takes the React snippets out of such a page, as they are printed. */
export function extractSnippets(page: string): PageSnippets {
  const lines = page.split('\n');
  const components: { name: string; source: string }[] = [];
  const handlers: string[] = [];
  let imports: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (/^import .* from '.*';$/.test(line)) imports.push(line);
    const name = /^function (\w+)\(/.exec(line)?.[1];
    const isHandler = /^const \w+ = async \(\) => \{$/.test(line);
    if (name === undefined && !isHandler) continue;
    const end = readBlock(lines, index);
    const block = lines.slice(index, end + 1).join('\n');
    if (name === undefined) handlers.push(block);
    else if (imports.length > 0) components.push({ name, source: [...imports, block].join('\n') });
    imports = [];
    index = end;
  }
  return { components, handlers };
}
