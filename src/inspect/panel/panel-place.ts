import type { Preferences } from './preferences.js';

/** Where a panel can stand; `window` is a window of its own. */
export type Place = Preferences['dock'] | 'window';

/** How large the window is that it stands in, in px. */
interface Room {
  readonly width: number;
  readonly height: number;
}

/** What places it there, as CSS. */
export function styleAt(
  place: Place,
  { bottom, right, float }: Preferences,
): Readonly<Record<string, string>> {
  if (place === 'bottom') return { height: `${bottom}px` };
  if (place === 'right') return { width: `${right}px` };
  if (place !== 'float') return {};
  const { x, y, width, height } = float;
  return { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
}

/** What changes when its edge, or its corner, is moved by so many px. */
export function resized(
  place: Place,
  { bottom, right, float }: Preferences,
  dx: number,
  dy: number,
  room: Room,
): Partial<Preferences> {
  if (place === 'bottom') return { bottom: clamp(bottom - dy, 200, room.height * 0.92) };
  if (place === 'right') return { right: clamp(right - dx, 340, room.width * 0.96) };
  if (place !== 'float') return {};
  const width = clamp(float.width + dx, 420, room.width);
  const height = clamp(float.height + dy, 280, room.height);
  return { float: { ...float, width, height } };
}

/** What changes when it floats, and is moved by so many px. */
export function moved(
  { float }: Preferences,
  dx: number,
  dy: number,
  room: Room,
): Partial<Preferences> {
  const x = clamp(float.x + dx, 0, room.width - 120);
  const y = clamp(float.y + dy, 0, room.height - 40);
  return { float: { ...float, x, y } };
}

function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.min(Math.max(value, least), Math.max(least, most)));
}
