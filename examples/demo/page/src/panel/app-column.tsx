import { useAuthSelector } from '@moon-key/react-auth';
import { Regions } from '../parts/regions.js';
import type { Outcome } from '../watch/outcome.js';
import { Column } from './column.js';
import { Record } from './record.js';

/** What components see. */
export function AppColumn({ outcome }: { readonly outcome: Outcome | null }) {
  const view = useAuthSelector((whole) => whole);
  const facts = [
    ['status', view.status],
    ['isAuthenticated', String(view.isAuthenticated)],
    ['user', view.user ? view.user.email : 'null'],
    ['reason', 'reason' in view ? view.reason : '–'],
    ['pendingRevocations', String(view.pendingRevocations)],
    ['storage', view.storage],
  ] as const;

  return (
    <Column
      title="In the app"
      hint={
        <>
          What <code>useMoonKey()</code> and the view say
        </>
      }
    >
      <Record kind="view">
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              {/* A new element for a new value: it lights up. */}
              <dd key={value}>{value}</dd>
            </div>
          ))}
        </dl>
      </Record>
      <Record kind="last logout">
        <Regions outcome={outcome} />
      </Record>
    </Column>
  );
}
