import type { ActionName } from './actions.js';
import type { Director } from './director.js';

const nothing = (): boolean => true;

/** What happens to the browser, the network and the server. False: it cannot happen now. */
export const worldActions: Partial<Record<ActionName, (director: Director) => boolean>> = {
  wait: nothing,
  letJwtAge: nothing,
  letSessionExpire: nothing,
  openTab: (director) => {
    if (!director.mayOpen()) return false;
    director.say('opens', director.open());
    return true;
  },
  thawTab: (director) => wake(director, 'frozen'),
  uncacheTab: (director) => wake(director, 'cached'),
  signInOnAnotherDevice: (director) => {
    director.world.server.signInElsewhere(director.someAddress());
    return true;
  },
  goOffline: ({ world }) => {
    world.setOnline(false);
    return true;
  },
  goOnline: ({ world }) => {
    world.setOnline(true);
    return true;
  },
  loseConnections: ({ world }) => {
    for (const { databases, tab } of world.tabs) if (tab.isAlive()) databases.loseConnections();
    return true;
  },
  corruptRecord: corrupt,
  revokeElsewhere: ({ world, ledger }) => {
    const stored = ledger.stored();
    if (!stored) return false;
    ledger.damaged.add(stored.id);
    world.server.revoke(stored, 'administrator');
    return true;
  },
};

function wake(director: Director, life: 'frozen' | 'cached'): boolean {
  const asleep = director.some(({ opened: { tab } }) => tab.life === life);
  if (!asleep) return false;
  director.wakeUp(asleep);
  return true;
}

function corrupt({ world, ledger }: Director): boolean {
  const record = world.disk.records().find(({ store }) => store === 'session');
  const stored = ledger.stored();
  const sealed = (record?.value as { sealed?: { data?: unknown } } | undefined)?.sealed?.data;
  if (!stored || !(sealed instanceof ArrayBuffer)) return false;
  const bytes = new Uint8Array(sealed);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  ledger.damaged.add(stored.id);
  return true;
}
