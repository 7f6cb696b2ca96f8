import type { Director } from '../scenario/director.js';
import type { Ledger } from '../scenario/ledger.js';
import type { Trace } from '../trace.js';
import type { NetworkRequest } from '../world/simulated-network.js';
import type { Tab } from '../world/tab.js';
import type { World } from '../world/world.js';
import type { WorldListener } from '../world/world-listener.js';
import type { DiskWatch } from './watch-disk.js';
import type { IdleWatch } from './watch-idle.js';
import type { NetworkWatch } from './watch-network.js';
import type { RefreshWatch } from './watch-refreshes.js';
import type { ViewWatch } from './watch-views.js';

/** What watches everything outside the engines. */
export interface WorldWatches {
  readonly world: World;
  readonly director: Director;
  readonly ledger: Ledger;
  readonly views: ViewWatch;
  readonly disk: DiskWatch;
  readonly network: NetworkWatch;
  readonly idle: IdleWatch | null;
  readonly refreshes: RefreshWatch;
  readonly trace: Trace;
}

/** Holds what tabs store, tell one another and ask the server against the invariants. */
export function watchWorld(watches: WorldWatches): WorldListener {
  const { world, director, ledger, views, disk, network, idle, refreshes, trace } = watches;
  return {
    onMessage(message, { name }) {
      trace(() => `    ${name} tells ${JSON.stringify(message)}`);
      disk.onMessage(message);
    },
    onStorage(key, value, { name }) {
      trace(() => `    ${name} stores ${key} = ${value}`);
      disk.onStorage(key, value);
    },
    onRequest(request) {
      trace(() => `    ${describe(world, request)}`);
      network.onRequest(request);
      refreshes.onRequest(request);
    },
    onAnswer: (request) => director.reactToAnswer(request),
    onCrash(tab) {
      trace(() => `    ${tab.name} crashed`);
      views.onCrash(director.visitors.find(({ opened }) => opened.tab === tab));
    },
    onHeard: (data, tab) => noteHeard(watches, data, tab),
    onPageEvent(type, tab) {
      idle?.onPageEvent(type, tab);
      refreshes.onPageEvent(type, tab);
      if (type === 'pageshow' || type === 'resume' || type === 'focus')
        ledger.hear(
          tab,
          ({ fenced, ...left }) => fenced && ledger.isFor(left, isInMemory(director, tab)),
        );
    },
  };
}

/** A session that is in a tab's memory only was not on the disk. */
const isInMemory = ({ visitors }: Director, tab: Tab): boolean =>
  visitors.find(({ opened }) => opened.tab === tab)?.auth.getView().storage === 'memory';

/** What names a session, and tells of no logout: what cleaners have cleaned, when it was used, by whom, its tokens. */
const UNRELATED = [
  'signedIn',
  'refreshed',
  'refreshFailed',
  'revocationSettled',
  '"cleaned"',
  '"activeAt"',
  '"livingUntil"',
];

/** A tab was told something: a logout, perhaps. */
function noteHeard({ ledger, views, director }: WorldWatches, data: unknown, tab: Tab): void {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  if (UNRELATED.some((name) => text.includes(name))) return;
  ledger.hear(
    tab,
    ({ generation, fenced, session }) =>
      ((generation !== null && text.includes(generation)) || text.includes(`"${session.id}"`)) &&
      // Without a tombstone a tab that opens may still find the session on disk.
      (fenced || views.shownIn(tab, director.visitors) === session),
  );
}

function describe({ server }: World, request: NetworkRequest): string {
  const { tab, path, body } = request;
  const proof = typeof body['ticket'] === 'string' ? body['ticket'].split('.')[1] : 'no';
  return `${tab.name} asks ${path} for ${server.namedBy(request)?.id ?? 'nobody'} with ${proof} ticket`;
}
