import type { Director } from '../scenario/director.js';
import type { VisitorWatcher } from '../scenario/visitor.js';
import type { Trace } from '../trace.js';
import type { Violate } from './violation.js';
import type { DiskWatch } from './watch-disk.js';
import { InspectionWatch } from './watch-inspection.js';
import type { IdleWatch } from './watch-idle.js';
import type { LastTabWatch } from './watch-last-tab.js';
import type { ReachWatch } from './watch-reach.js';
import type { RefreshWatch } from './watch-refreshes.js';
import type { ViewWatch } from './watch-views.js';

/** What watches the engines in the tabs. */
export interface VisitorWatches {
  readonly views: ViewWatch;
  readonly disk: DiskWatch;
  readonly refreshes: Pick<RefreshWatch, 'onView'>;
  /** Where the apps hold something of their sessions. */
  readonly reach: ReachWatch | null;
  /** Where the app has an idle limit. */
  readonly idle: IdleWatch | null;
  /** Where sessions are not to be remembered. */
  readonly lastTab: LastTabWatch | null;
  /** Users react to what their tab is doing. */
  readonly react: Director['react'];
  readonly violate: Violate;
  readonly trace: Trace;
  /** Whether every inspection event is searched, too. */
  readonly inspects: boolean;
}

/** Holds what each engine shows, announces and lets be inspected against the invariants. */
export function watchVisitors(watches: VisitorWatches): VisitorWatcher {
  const { views, disk, refreshes, reach, idle, lastTab, react, violate, trace, inspects } = watches;
  const inspections = new InspectionWatch();
  return {
    onView(visitor, view, previous) {
      trace(() => `    ${visitor.name} shows ${describe(views.sessionIn(view)?.id, view.status)}`);
      views.onView(visitor, view, previous);
      refreshes.onView(visitor, view, previous);
      reach?.onView(visitor, view, previous);
      idle?.onView(visitor, view);
      lastTab?.onView(visitor, view);
    },
    onSnapshot(visitor, snapshot) {
      views.onSnapshot(visitor, snapshot);
      disk.onSnapshot(visitor, snapshot);
      react(visitor, snapshot);
    },
    onNotice(visitor, notice) {
      trace(() => `    ${visitor.name} ${JSON.stringify(notice)}`);
      if (notice.type === 'loggedOut') disk.onLoggedOut(visitor, notice.device);
    },
    onInspection: inspects
      ? (event) => {
          if (inspections.holdSecret(event))
            violate('secrets-stay-in-the-vault', `An inspection event holds a secret.`);
        }
      : null,
  };
}

const describe = (session: string | undefined, status: string): string =>
  session ? `${session} (${status})` : status;
