import type { RecordedEntry } from '../../../inspect/flight/recording.js';

/** What one page of one tab went through, from when it opened to the last that was heard of it. */
export interface Life {
  /** In order; those of the auth machine, of the outbox, and the notices. */
  readonly entries: readonly RecordedEntry[];
}

/** The pages of a recording, in the order in which they opened. A page opened anew has another auth actor. */
export function livesIn(entries: readonly RecordedEntry[]): readonly Life[] {
  const lives: RecordedEntry[][] = [];
  const current = new Map<string, { readonly actor: string; readonly life: RecordedEntry[] }>();
  for (const entry of entries) {
    const { tab, actor, own } = entry;
    let page = current.get(tab);
    if (own === 'auth' && page?.actor !== actor) {
      page = { actor, life: [] };
      current.set(tab, page);
      lives.push(page.life);
    }
    if (own !== null) page?.life.push(entry);
  }
  return lives.map((life) => ({ entries: life }));
}
