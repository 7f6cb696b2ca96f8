import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Ledger } from '../scenario/ledger.js';
import type { Visitor } from '../scenario/visitor.js';
import type { World } from '../world/world.js';
import type { Violate } from './violation.js';

let collect: (() => void) | undefined;

/** Frees everything that nobody reaches any more, now. */
function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString('--expose_gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}

/** What {@link checkSecrets} looks at. */
export interface SecretsOptions {
  readonly world: World;
  readonly ledger: Ledger;
  readonly visitors: readonly Visitor[];
  readonly violate: Violate;
}

/**
 * Whether what has left is forgotten: no tab reaches the key of a session that is revoked and that it
 * does not show. What is not revoked yet may have to be, with what this tab alone holds.
 */
export async function checkSecrets({
  world,
  ledger,
  visitors,
  violate,
}: SecretsOptions): Promise<void> {
  // A weak reference that was just made, or read, holds until its task is over.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  const onDisk = new Set(
    world.disk.records('keys').map(({ value }) => (value as { key?: unknown }).key),
  );
  for (const { key, tab } of world.keys.reachable()) {
    const session = ledger.sessions.get(ledger.keys.get(key.id) ?? '');
    if (!tab.isAlive() || onDisk.has(key) || !session || session.revokedAt === null) continue;
    const visitor = visitors.find(({ opened }) => opened.tab === tab);
    const user = visitor?.auth.getView().user;
    if (user && world.server.sessionOf(user) === session) continue;
    violate(
      'secrets-leave-with-the-session',
      `${tab.name} still holds what belongs to ${session.id}, which has left.`,
    );
  }
}
