const clockFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dayFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** The time of day of a moment in ms since the epoch. */
export const timeOfDay = (moment: number) => clockFormat.format(moment);

/** The day of a moment in ms since the epoch. */
export const day = (moment: number) => dayFormat.format(moment);

/** A duration in ms, for people. */
export const milliseconds = (duration: number) =>
  duration < 1000 ? `${Math.round(duration)} ms` : `${(duration / 1000).toFixed(1)} s`;

/** The beginning of an id. */
export const brief = (id: string) => (id.length > 12 ? `${id.slice(0, 12)}…` : id);
