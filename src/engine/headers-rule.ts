import type { Rule } from '../options/index.js';
import type { AuthOptions } from './options.js';

/** What a header may be called (RFC 9110, §5.6.2). */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** What `fetch` sends of a text: Latin-1, in one line. */
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
/** What the engine says of each request itself. */
const OWN = ['authorization', 'content-type'];

/** Checks headers that go along with each request to the backend: texts by name. */
export const headersRule: Rule = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { path: [], says: 'must be an object of texts by name, or a function that gives one' };
  for (const [name, text] of Object.entries(value)) {
    const says = problemOf(name, text);
    if (says !== undefined) return { path: [name], says };
  }
  return null;
};

/** The option `headers`: such headers, or what gives them. */
export const headersOption: Rule = (value) =>
  typeof value === 'function' ? null : headersRule(value);

/** The values of the option `credentials`. */
export const CREDENTIALS: readonly RequestCredentials[] = ['include', 'same-origin', 'omit'];

/** The first of these options that is of no use beside the others, and why. */
export function unusedOption(
  options: Pick<AuthOptions, 'backend' | 'credentials' | 'headers' | 'tokens'>,
): readonly [option: string, problem: string] | undefined {
  const { backend, credentials, tokens } = options;
  if (typeof backend === 'object')
    for (const name of ['headers', 'credentials'] as const)
      if (options[name] !== undefined)
        return [name, 'is not for a backend of your own, which makes its requests itself'];
  if (tokens === 'none' && credentials === 'omit')
    return ['credentials', 'must not be "omit" beside "tokens": the cookie is all there is'];
  return undefined;
}

function problemOf(name: string, text: unknown): string | undefined {
  if (!NAME.test(name)) return 'is not the name of a header';
  if (OWN.includes(name.toLowerCase())) return 'is set by the engine itself: leave it out';
  if (typeof text !== 'string' || !VALUE.test(text))
    return 'must be a text of Latin-1 characters without a line break';
  return undefined;
}
