import { aBoolean, createChecker, numberOf, oneOf, shapeOf } from '../../options/index.js';

/** Where the inspector stands: at an edge of the page, over it, or inside its element. */
export type Dock = 'bottom' | 'right' | 'float' | 'inline';

/** Light, dark, or as the device says. */
export type Theme = 'light' | 'dark' | 'auto';

/** What a person arranged: kept in this tab's sessionStorage. */
export interface Preferences {
  readonly dock: Dock;
  readonly theme: Theme;
  readonly open: boolean;
  /** Height at the bottom, width at the right, in px. */
  readonly bottom: number;
  readonly right: number;
  readonly float: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Whether the inspector was last seen in a window of its own. */
  readonly windowed: boolean;
}

const size = numberOf('px', -Infinity);
const KEY = 'moonkey:inspector';

const defaults: Preferences = {
  dock: 'bottom',
  theme: 'auto',
  open: true,
  bottom: 360,
  right: 520,
  float: { x: 80, y: 80, width: 860, height: 520 },
  windowed: false,
};

/** What was kept, over what an app asks for, over the defaults. */
export function readPreferences(wanted: Partial<Preferences>): Preferences {
  return { ...defaults, ...wanted, ...kept() };
}

/** Keeps an arrangement; where nothing can be kept, it is forgotten. */
export function keepPreferences(preferences: Partial<Preferences>): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...kept(), ...preferences }));
  } catch {
    // A full or forbidden storage only costs the arrangement.
  }
}

function kept(): Partial<Preferences> {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    createChecker('kept').check(found, {
      dock: oneOf(['bottom', 'right', 'float']),
      theme: oneOf(['light', 'dark', 'auto']),
      open: aBoolean,
      windowed: aBoolean,
      bottom: size,
      right: size,
      float: shapeOf({ x: size, y: size, width: size, height: size }),
    });
    return found;
  } catch {
    return {};
  }
}
