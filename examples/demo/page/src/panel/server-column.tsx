import { brief, timeOfDay } from '../parts/format.js';
import type { ServerState } from '../watch/server-state.js';
import { useGhosts } from '../watch/use-ghosts.js';
import { useWatch } from '../watch/watch.js';
import { Column } from './column.js';
import { Nothing, Record } from './record.js';

type Session = NonNullable<ServerState['sessions']>[number];
const none: readonly Session[] = [];
const idOf = ({ id }: Session) => id;

/** The live sessions, as the session service lists them to those who have its key. */
export function ServerColumn() {
  const { sessions } = useWatch().server;
  const shown = useGhosts<Session>(sessions ?? none, idOf);

  return (
    <Column title="On the server" hint="Sessions, as the session service lists them">
      {sessions === null ? (
        <Nothing>The session service cannot be reached.</Nothing>
      ) : (
        <>
          {shown.map(({ key, item, isGone }) => (
            <Record key={key} kind="session" isGone={isGone} gone="revoked">
              <p className="plain">
                <b>{item.email}</b>
              </p>
              <p>
                <code>{brief(item.id)}</code> since {timeOfDay(item.startedAt * 1000)}
              </p>
            </Record>
          ))}
          {shown.length === 0 && <Nothing>No live session.</Nothing>}
        </>
      )}
    </Column>
  );
}
