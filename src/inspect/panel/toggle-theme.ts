import { keepPreferences } from './preferences.js';
import type { Theme } from './preferences.js';

/** Turns a panel from light to dark or back, and remembers it. */
export function toggleTheme(panel: HTMLElement): void {
  const theme: Theme = isDark(panel) ? 'light' : 'dark';
  keepPreferences({ theme });
  panel.dataset['theme'] = theme;
}

/** Whether a panel is dark by choice, or as the device says. */
function isDark({ dataset, ownerDocument }: HTMLElement): boolean {
  if (dataset['theme'] !== 'auto') return dataset['theme'] === 'dark';
  return ownerDocument.defaultView?.matchMedia?.('(prefers-color-scheme: dark)').matches === true;
}
