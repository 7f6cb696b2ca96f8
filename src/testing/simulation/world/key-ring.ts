import type { SimulatedKey } from './simulated-key.js';
import type { Tab } from './tab.js';

/**
 * Every key that a tab was handed, held weakly. A key stands beside the tokens and tickets of its
 * session wherever the engine keeps them: what reaches those reaches the key.
 */
export class KeyRing {
  private readonly handed: { readonly key: WeakRef<SimulatedKey>; readonly tab: Tab }[] = [];

  note(key: SimulatedKey, tab: Tab): void {
    this.handed.push({ key: new WeakRef(key), tab });
  }

  /** The keys that something still reaches, and whose they are. Collect the garbage before. */
  reachable(): { readonly key: SimulatedKey; readonly tab: Tab }[] {
    return this.handed.flatMap(({ key, tab }) => {
      const alive = key.deref();
      return alive ? [{ key: alive, tab }] : [];
    });
  }
}
