import { readFileSync } from 'node:fs';
import { playStory, stories } from './stories.js';

const page = new URL('../../../docs/logout.md', import.meta.url);

/** `docs/logout.md` with its five stories played anew. */
export async function logoutPage(): Promise<string> {
  let text = readFileSync(page, 'utf8');
  for (const name of Object.keys(stories)) {
    const between = new RegExp(`(<!-- story: ${name} -->\\n)[^]*?(<!-- /story -->)`);
    if (!between.test(text)) throw new Error(`docs/logout.md has lost the marks of "${name}".`);
    const diagram = await playStory(name);
    text = text.replace(
      between,
      (_, start: string, end: string) => `${start}\n\`\`\`mermaid\n${diagram}\`\`\`\n\n${end}`,
    );
  }
  return text;
}
