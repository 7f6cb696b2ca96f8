import type { Environment } from '../../services/environment.js';

/** The parts of a platform on which a session is kept, and tabs hear of one another. */
export type PlatformPart = 'indexedDB' | 'localStorage' | 'channel' | 'locks' | 'subtle';

/** What a browser lacks: some of it is missing in a private window, over plain HTTP, or where a policy forbids it. */
export function lackedParts(environment: Environment): readonly PlatformPart[] {
  const parts: Readonly<Record<PlatformPart, unknown>> = {
    indexedDB: environment.indexedDB,
    localStorage: environment.localStorage,
    channel: environment.openChannel,
    locks: environment.locks,
    subtle: environment.crypto?.subtle,
  };
  return (Object.keys(parts) as PlatformPart[]).filter((part) => !parts[part]);
}
