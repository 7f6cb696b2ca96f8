import type { AuthNotice } from '@moon-key/react-auth';
import { brief, timeOfDay } from '../parts/format.js';
import { useNotices } from '../watch/use-notices.js';

/** What the engine said, newest first. */
export function Notices() {
  const heard = useNotices();
  return (
    <section className="notices" aria-labelledby="notices-title">
      <h2 id="notices-title">What the engine says</h2>
      <p className="hint">
        <code>auth.on('*', …)</code> in this tab
      </p>
      {heard.length === 0 ? (
        <p className="nothing">Nothing yet.</p>
      ) : (
        <ol>
          {heard.map(({ id, at, notice }) => (
            <li key={id}>
              <time dateTime={new Date(at).toISOString()}>{timeOfDay(at)}</time>
              <b>{notice.type}</b>
              <span>{details(notice)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function details(notice: AuthNotice): string {
  return Object.entries(notice)
    .filter(([name]) => name !== 'type')
    .map(([name, value]) => `${name} ${brief(String(value))}`)
    .join(' · ');
}
