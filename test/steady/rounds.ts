/** How often everything is tried, since once may be luck: twenty times, or as `MOONKEY_ROUNDS` says. */
export const rounds = Array.from(
  { length: Number(process.env['MOONKEY_ROUNDS'] ?? 20) },
  (_, round) => round + 1,
);
