import type { Outcome } from '../watch/outcome.js';
import { Spinner } from './spinner.js';

type Value = Outcome['device'] | Outcome['server'] | Outcome['app'];

const words: Record<NonNullable<Value>, { readonly text: string; readonly tone: string }> = {
  cleared: { text: 'cleared', tone: 'good' },
  cookieLeft: { text: 'cleared, but for the cookie', tone: 'warn' },
  failed: { text: 'failed', tone: 'bad' },
  revoked: { text: 'revoked', tone: 'good' },
  queued: { text: 'queued', tone: 'warn' },
  refused: { text: 'refused', tone: 'bad' },
  notNeeded: { text: 'knows already', tone: 'good' },
  elsewhere: { text: 'left to the other tab', tone: 'warn' },
  expired: { text: 'expired', tone: 'good' },
  cleaned: { text: 'cleaned', tone: 'good' },
};
const doing = { device: 'clearing…', server: 'revoking…', app: 'cleaning…' };

/** The three parts of a logout, which run side by side. */
export function Regions({ outcome }: { readonly outcome: Outcome | null }) {
  return (
    <ul className="regions" aria-label="The three parts of the logout">
      {(['device', 'server', 'app'] as const).map((region) => (
        <li key={region}>
          <span className="region-name">{region}</span>
          <State region={region} outcome={outcome} />
        </li>
      ))}
    </ul>
  );
}

interface StateProps {
  readonly region: keyof typeof doing;
  readonly outcome: Outcome | null;
}

function State({ region, outcome }: StateProps) {
  if (!outcome) return <span className="state">–</span>;
  const value = outcome[region];
  if (value === null)
    return (
      <span className="state">
        <Spinner /> {doing[region]}
      </span>
    );
  const { text, tone } = words[value];
  const isLate = region === 'server' && outcome.isLate;
  return <span className={`state is-${tone}`}>{isLate ? `${text}, later` : text}</span>;
}
