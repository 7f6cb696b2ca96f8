import { createChecker } from '../../options/index.js';
import type { Recording } from './recording.js';

const checker = createChecker('readRecording');

/**
 * A recording from the JSON that a flight recorder exported.
 *
 * @throws ConfigurationError for a file that is something else, or of a version that is not known.
 */
export function parseRecording(text: string): Recording {
  const wrong = (): never =>
    checker.fail('text', 'must be the JSON that a recorder’s export() gave');
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return wrong();
    const { format, version, entries, machines } = found as Partial<Recording>;
    if (format !== 'moonkey-recording' || !Array.isArray(entries) || !Array.isArray(machines))
      return wrong();
    if (version !== 1)
      return checker.fail('text', 'is of a newer version: update @moon-key/react-auth to read it');
    // The first recordings did not tell.
    return { lacks: [], ...found } as unknown as Recording;
  } catch (error) {
    if (error instanceof SyntaxError) return wrong();
    throw error;
  }
}
