/** A moment as `14:03:07.123`, in local time. */
export function formatTime(at: number): string {
  const moment = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(moment.getHours())}:${two(moment.getMinutes())}:${two(moment.getSeconds())}.${String(moment.getMilliseconds()).padStart(3, '0')}`;
}

/** A time from now in words: `in 12 s`, `3 min ago`, `now`. */
export function formatDistance(ms: number): string {
  const distance = Math.abs(ms);
  if (distance < 1_000) return 'now';
  const [amount, unit] =
    distance < 60_000
      ? [distance / 1_000, 's']
      : distance < 3_600_000
        ? [distance / 60_000, 'min']
        : distance < 172_800_000
          ? [distance / 3_600_000, 'h']
          : [distance / 86_400_000, 'days'];
  const words = `${Math.round(amount)} ${unit}`;
  return ms > 0 ? `in ${words}` : `${words} ago`;
}

/** The first characters of an id. */
export function shorten(id: string): string {
  return id.length > 12 ? `${id.slice(0, 8)}…` : id;
}

/** How long something took: `12 ms`, `3.4 s`, `5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(Math.round(ms), 0)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}
