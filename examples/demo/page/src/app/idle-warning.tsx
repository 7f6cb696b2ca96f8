import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { type IdleWarningState, useIdleWarning, useMoonKey } from '@moon-key/react-auth';
import { idleLimit } from '../idle-limit.js';
import { Countdown } from '../parts/countdown.js';
import { useNow } from '../watch/use-now.js';

/** For how long the question stays after its answer, in ms: the key that answers it is not to press what is below. */
const LINGER = 250;

/** Asks whether somebody is there, before the idle limit ends the session. */
export function IdleWarning() {
  const { isAuthenticated } = useMoonKey();
  const warning = useIdleWarning();
  const [last, keep] = useState(warning);
  if (warning && warning.endsAt !== last?.endsAt) keep(warning);
  useEffect(() => {
    if (warning) return undefined;
    const timer = setTimeout(() => keep(null), LINGER);
    return () => clearTimeout(timer);
  }, [warning]);
  return isAuthenticated && last ? <Question warning={last} isOver={!warning} /> : null;
}

interface QuestionProps {
  readonly warning: IdleWarningState;
  readonly isOver: boolean;
}

function Question({ warning, isOver }: QuestionProps) {
  const { endsAt, stayActive } = warning;
  const now = useNow(!isOver);
  const left = Math.max(0, Math.ceil((endsAt - now) / 1000));
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  // Closed while it is in the page still: then the focus goes back to where it was.
  useLayoutEffect(() => {
    const node = dialog.current;
    node?.showModal();
    return () => node?.close();
  }, []);
  useTitle(isOver ? null : `(${left} s) Still there?`);

  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className="confirm idle"
      data-over={isOver || undefined}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}text`}
      // StrictMode closes and opens again before the event arrives.
      onClose={() => dialog.current?.open || void stayActive()}
    >
      <Countdown seconds={left} part={(endsAt - now) / idleLimit.warnBefore} />
      <h2 id={`${id}title`}>Are you still there?</h2>
      <p id={`${id}text`}>
        Nobody has used this page for a while. Soon it logs you out, so that nobody else can go on
        as you.
      </p>
      <output className="unseen">{spoken(left)}</output>
      <button type="button" className="button is-large" onClick={() => void stayActive()}>
        I’m here
      </button>
      <small>Any key, any click, any movement says so, too.</small>
    </dialog>
  );
}

/** What is read out: not every second. */
function spoken(seconds: number): string {
  const step = [5, 10, 30, 60].find((each) => seconds <= each);
  return step === undefined ? '' : `At most ${step} seconds are left.`;
}

/** Shows a title while there is one: whoever looks at another tab sees it, too. */
function useTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return undefined;
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
