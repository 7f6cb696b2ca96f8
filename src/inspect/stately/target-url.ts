import type { Checker } from '../../options/index.js';

/**
 * Checks where an inspector's page is: on this origin, or elsewhere only if remote is allowed.
 *
 * @throws ConfigurationError.
 */
export function targetUrl(
  { fail }: Pick<Checker, 'fail'>,
  url: unknown,
  here: string,
  allowRemote: boolean,
): URL {
  if (typeof url !== 'string' && !(url instanceof URL))
    return fail(
      'url',
      'must be the page of yours that calls createBrowserReceiver(), such as "/inspector.html"',
    );
  if (String(url) === '*') fail('url', 'must not be "*": messages are posted to one origin only');
  const target = URL.parse(url, here);
  if (!target || !['http:', 'https:'].includes(target.protocol))
    return fail('url', 'must be an http(s) address, or a path such as "/inspector.html"');
  if (target.origin !== new URL(here).origin && !allowRemote)
    fail(
      'url',
      `is on ${target.origin}, and this page on ${new URL(here).origin}. Serve the inspector from your own origin, or set "allowRemote: true" to send the redacted states there`,
    );
  return target;
}
