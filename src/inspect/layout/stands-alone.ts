/** Bundlers write what a file imports at its beginning. */
const BEGINNING = 20_000;

/**
 * Whether a file of a bundle can run in a worker: whether neither it nor what it imports is a script of
 * the page, which would start the app a second time.
 */
export async function standsAlone(
  url: string,
  scripts: ReadonlySet<string>,
  seen: Set<string> = new Set(),
): Promise<boolean> {
  if (scripts.has(url)) return false;
  if (seen.has(url)) return true;
  seen.add(url);
  const response = await fetch(url);
  if (!response.ok) return false;
  const text = (await response.text()).slice(0, BEGINNING);
  const imported = text.matchAll(/\b(?:from|import)\s*\(?\s*["'](\.{0,2}\/[^"']+)["']/g);
  for (const [, path = ''] of imported)
    if (!(await standsAlone(new URL(path, url).href, scripts, seen))) return false;
  return true;
}
