import { aText, createChecker } from '../../options/index.js';
import { escapeMermaid } from '../mermaid/escape.js';
import type { SequenceEntry } from './sequence.js';
import { sequenceOf } from './sequence-of.js';

/** How {@link toSequence} tells it. */
export interface SequenceOptions {
  /** Which tab is "this tab", by its id. Default: that of the last entry. */
  readonly tab?: string;
}

const arrows = { ask: '->>', answer: '-->>', lost: '--x' } as const;

/**
 * Writes what a recorder heard as a Mermaid `sequenceDiagram`: the user, this tab, other tabs, the
 * disk, the outbox and the backend, as far as they took part.
 *
 * @throws ConfigurationError.
 * @example
 * ```ts
 * const { entries } = await recorder.export()
 * console.log(toSequence(entries))
 * ```
 */
export function toSequence(
  entries: readonly SequenceEntry[],
  options: SequenceOptions = {},
): string {
  createChecker('toSequence').check(options, { tab: aText });
  const { lifelines, steps } = sequenceOf(entries, options.tab);
  const ids = new Map(lifelines.map(({ id }, index) => [id, `p${index}`]));
  const lines = steps.map(({ from, to, text, kind }) => {
    const said = escapeMermaid(text);
    return kind === 'note'
      ? `  Note over ${ids.get(from)}: ${said}`
      : `  ${ids.get(from)}${arrows[kind]}${ids.get(to)}: ${said}`;
  });
  return [
    'sequenceDiagram',
    ...lifelines.map(({ id, name }) => `  participant ${ids.get(id)} as ${escapeMermaid(name)}`),
    ...lines,
    '',
  ].join('\n');
}
