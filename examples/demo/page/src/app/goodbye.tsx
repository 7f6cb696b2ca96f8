import { useEffect, useRef } from 'react';
import { type LoggedOutReason, useMoonKey } from '@moon-key/react-auth';
import { milliseconds } from '../parts/format.js';
import type { Outcome } from '../watch/outcome.js';
import { Regions } from '../parts/regions.js';
import { type Run, useLeaving } from './leaving.js';

const titles: Record<LoggedOutReason, string> = {
  noSession: 'Nobody is signed in.',
  logout: 'You are logged out.',
  loggedOutElsewhere: 'You logged out in another tab.',
  expired: 'Your session has expired.',
  revoked: 'Your session was ended.',
  idle: 'You were away for a while, so you are logged out.',
  userSwitched: 'Somebody else signed in.',
  storageFailed: 'This browser could not be read.',
};

interface GoodbyeProps {
  readonly outcome: Outcome;
  readonly isOver: boolean;
}

/** Where every logout leads: what happened, and what is still to happen. */
export function Goodbye({ outcome, isOver }: GoodbyeProps) {
  const { start } = useMoonKey();
  const { run } = useLeaving();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);

  return (
    <section className="stage">
      <h1 ref={title} tabIndex={-1}>
        {titles[outcome.reason]}
      </h1>
      <output className="lead">{explain(outcome, isOver)}</output>
      <Regions outcome={outcome} />
      <div className="actions">
        <button
          type="button"
          className="button is-large"
          onClick={() => start({ email: 'ada@example.com' })}
        >
          Sign in again
        </button>
        {outcome.reason === 'logout' && run && <Promised run={run} />}
      </div>
    </section>
  );
}

function explain({ device, server, isLate }: Outcome, isOver: boolean): string {
  if (!isOver) return 'Since the moment you asked. The rest is being done now.';
  if (device === 'failed')
    return 'The stored session could not be deleted yet. No tab will restore it.';
  if (server === 'queued')
    return 'This device is clean. The server could not be reached; it will be told as soon as it can be, even after a restart.';
  if (server === 'elsewhere') return 'This device is clean. The other tab tells the server.';
  if (server === 'refused') return 'This device is clean. The server refused to end the session.';
  if (isLate) return 'The server has been told now, too. Nothing is left, here or there.';
  return 'Nothing is left, here or there.';
}

function Promised({ run }: { readonly run: Run }) {
  const text = {
    pending: 'is pending…',
    resolved: run.state === 'resolved' ? `resolved after ${milliseconds(run.took)}` : '',
    rejected:
      run.state === 'rejected' ? `rejected after ${milliseconds(run.took)}: ${run.code}` : '',
  }[run.state];
  return (
    <p className="promised">
      <code>await logout()</code> {text}
    </p>
  );
}
