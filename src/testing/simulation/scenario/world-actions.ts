import type { ActionName } from './actions.js';
import type { Stage } from './stage.js';

const nothing = (): boolean => true;

/** What happens to the browser, the network and the server. False: it cannot happen now. */
export const worldActions: Partial<Record<ActionName, (stage: Stage) => boolean>> = {
  wait: nothing,
  letJwtAge: nothing,
  letSessionExpire: nothing,
  openTab: (stage) => {
    if (!stage.mayOpen()) return false;
    stage.say('opens', stage.open());
    return true;
  },
  thawTab: (stage) => wake(stage, 'frozen'),
  uncacheTab: (stage) => wake(stage, 'cached'),
  signInOnAnotherDevice: (stage) => {
    stage.world.server.signInElsewhere(stage.someAddress());
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

function wake(stage: Stage, life: 'frozen' | 'cached'): boolean {
  const asleep = stage.some(({ opened: { tab } }) => tab.life === life);
  if (!asleep) return false;
  stage.wakeUp(asleep);
  return true;
}

function corrupt({ world, ledger }: Stage): boolean {
  const [record] = world.disk.records('session');
  const stored = ledger.stored();
  const sealed = (record?.value as { sealed?: { data?: unknown } } | undefined)?.sealed?.data;
  if (!stored || !(sealed instanceof ArrayBuffer)) return false;
  const bytes = new Uint8Array(sealed);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  ledger.damaged.add(stored.id);
  return true;
}
