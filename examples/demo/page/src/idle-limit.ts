const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The limit that a visitor can try out without waiting for it, in s: `/?idle=20`. */
export const shortLimit = 20;

/** The idle limit of `?idle=<seconds>`, or else the one of an app: a quarter of an hour, and a minute's warning. */
function limitOf(search: string): { readonly after: number; readonly warnBefore: number } {
  const seconds = Number(new URLSearchParams(search).get('idle'));
  if (!Number.isInteger(seconds) || seconds < 4 || seconds > 86_400)
    return { after: 15 * MINUTE, warnBefore: MINUTE };
  return { after: seconds * SECOND, warnBefore: Math.min(MINUTE, (seconds * SECOND) / 2) };
}

/** How long nobody may use the page, in ms. */
export const idleLimit = limitOf(location.search);
