import { brief, day } from '../parts/format.js';
import type { Device } from '../watch/read-device.js';
import { useGhosts } from '../watch/use-ghosts.js';
import { useWatch } from '../watch/watch.js';
import { Column } from './column.js';
import { Nothing, Record } from './record.js';
import { Waiting } from './waiting.js';

type One<K extends 'sessions' | 'keys' | 'revocations' | 'tombstones'> = Device[K][number];
const theNote = () => 'note';
const generationOf = ({ generation }: { readonly generation: string }) => generation;

/** What this browser keeps, read from outside the engine. */
export function DeviceColumn() {
  const { device } = useWatch();
  const sessions = useGhosts<One<'sessions'>>(device.sessions, generationOf);
  const keys = useGhosts<One<'keys'>>(device.keys, generationOf);
  const revocations = useGhosts<One<'revocations'>>(device.revocations, generationOf);
  const notes = useGhosts(device.notes, theNote);
  const tombstones = device.tombstones.slice(-1);
  const isEmpty =
    sessions.length + keys.length + revocations.length + notes.length + tombstones.length === 0;

  return (
    <Column title="On this device" hint="IndexedDB and localStorage, as they are">
      {sessions.map(({ key, item, isGone }) => (
        <Record key={`session ${key}`} kind="session" isGone={isGone} gone="deleted">
          <p className="sealed">
            <Lock />
            <span>
              {item.size} bytes, sealed: tokens <em>and</em> profile
            </span>
          </p>
          <code className="hex">{item.hex} …</code>
          <p>
            good until {day(item.expiresAt)}
            {item.hasTicket && ' · with a ticket that can only revoke'}
          </p>
        </Record>
      ))}
      {keys.map(({ key, item, isGone }) => (
        <Record key={`key ${key}`} kind="key" isGone={isGone} gone="shredded">
          <p>
            {item.algorithm}, {item.extractable ? 'extractable' : 'not extractable'}
          </p>
        </Record>
      ))}
      {notes.map(({ key, item, isGone }) => (
        <Record key={`note ${key}`} kind="the app’s own data" isGone={isGone} gone="cleaned">
          <p className="plain">{item}</p>
        </Record>
      ))}
      {revocations.map(({ key, item, isGone }) => (
        <Record
          key={`revocation ${key}`}
          kind="outbox"
          tone="warn"
          isGone={isGone}
          gone="delivered"
        >
          <Waiting entry={item} isGone={isGone} />
        </Record>
      ))}
      {tombstones.map(({ generation, scope }) => (
        <Record key={`tombstone ${generation}`} kind="tombstone" tone="mark">
          <p>
            <code>{brief(generation)}</code> never comes back
            {scope === 'everywhere' && ', anywhere'}
          </p>
        </Record>
      ))}
      {isEmpty && <Nothing>Nothing. Sign in to see what comes.</Nothing>}
    </Column>
  );
}

function Lock() {
  return (
    <svg viewBox="0 0 16 16" className="lock" aria-hidden="true">
      <rect x="2.5" y="7" width="11" height="7.5" rx="2" />
      <path d="M5 7V4.8a3 3 0 0 1 6 0V7" />
    </svg>
  );
}
