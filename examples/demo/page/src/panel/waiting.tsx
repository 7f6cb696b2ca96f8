import { useNow } from '../watch/use-now.js';
import type { Device } from '../watch/read-device.js';
import { tryAgainNow } from '../watch/watch.js';

interface WaitingProps {
  readonly entry: Device['revocations'][number];
  readonly isGone: boolean;
}

/** A revocation that waits for the server. */
export function Waiting({ entry, isGone }: WaitingProps) {
  const now = useNow(!isGone);
  const { attempts, notBefore, sender } = entry;
  const seconds = Math.max(0, Math.ceil((notBefore - now) / 1000));
  const nextOne = seconds > 0 ? `Next one in ${seconds} s` : 'Next one any moment';
  return (
    <>
      <p>
        A ticket that can only revoke.{' '}
        {attempts > 0 && `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'} so far.`}
      </p>
      {!isGone && (
        <p className="waiting">
          <span>{sender === null ? nextOne : 'Being sent…'}</span>
          {sender === null && (
            <button type="button" className="link" onClick={tryAgainNow}>
              Send now
            </button>
          )}
        </p>
      )}
    </>
  );
}
