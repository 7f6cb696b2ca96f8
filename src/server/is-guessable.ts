const FEWEST_CHARACTERS = 8;

/** Whether a secret is long but not random: a few characters only, or a short piece over and over. */
export function isGuessable(secret: string): boolean {
  if (new Set(secret).size < FEWEST_CHARACTERS) return true;
  const piece = (secret + secret).indexOf(secret, 1);
  return piece <= secret.length / 2;
}
