/** A span of time in words, `5 minutes` or `42 sec`: in whole minutes from a minute and a half on. */
export function formatTime(
  seconds: number,
  language: string,
  unitDisplay: 'long' | 'short',
): string {
  const isLong = seconds >= 90 || (unitDisplay === 'long' && seconds >= 60);
  const [value, unit] = isLong
    ? [unitDisplay === 'long' ? Math.round(seconds / 60) : Math.ceil(seconds / 60), 'minute']
    : [seconds, 'second'];
  try {
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay }).format(value);
  } catch {
    return `${value} ${unit === 'minute' ? 'min' : 's'}`;
  }
}
