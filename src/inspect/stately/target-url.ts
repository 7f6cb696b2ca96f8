import { invalid } from '../check-options.js';

/**
 * Checks where an inspector's page is: on this origin, or elsewhere only if remote is allowed.
 *
 * @throws TypeError (`code: 'invalid_option'`).
 */
export function targetUrl(owner: string, url: unknown, here: string, allowRemote: boolean): URL {
  if (typeof url !== 'string' && !(url instanceof URL))
    throw invalid(
      `${owner}: "url" is required: the page of yours that calls createBrowserReceiver(), such as "/inspector.html".`,
    );
  if (String(url) === '*')
    throw invalid(`${owner}: "url" must not be "*": messages are posted to one origin only.`);
  const target = URL.parse(url, here);
  if (!target || !['http:', 'https:'].includes(target.protocol))
    throw invalid(
      `${owner}: "url" must be an http(s) address, or a path such as "/inspector.html".`,
    );
  if (target.origin !== new URL(here).origin && !allowRemote)
    throw invalid(
      `${owner}: "url" is on ${target.origin}, and this page on ${new URL(here).origin}. Serve the inspector from your own origin, or set "allowRemote: true" to send the redacted states there.`,
    );
  return target;
}
