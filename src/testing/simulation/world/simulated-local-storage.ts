import type { LocalStorageLike } from '../../../services/environment.js';
import type { Faults } from './faults.js';
import type { Tab } from './tab.js';

/** Called in the tab that wrote, so that the others hear of it. */
export type StorageWritten = (
  from: Tab,
  key: string,
  newValue: string | null,
  oldValue: string | null,
) => void;

/** One tab's sight of the shared `localStorage`. What a dead tab writes is lost. */
export function createLocalStorage(
  tab: Tab,
  items: Map<string, string>,
  faults: Faults,
  written: StorageWritten,
): LocalStorageLike {
  const write = (key: string, value: string | null): void => {
    if (!tab.call()) return;
    if (faults.strikes('localStorageThrows'))
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    const before = items.get(key) ?? null;
    if (before === value) return;
    if (value === null) items.delete(key);
    else items.set(key, value);
    written(tab, key, value, before);
  };
  return {
    getItem: (key) => (tab.call() ? (items.get(key) ?? null) : null),
    setItem: (key, value) => write(key, value),
    removeItem: (key) => write(key, null),
  };
}
