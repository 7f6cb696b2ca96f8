import { useEffect, useId, useRef } from 'react';
import { useMoonKey } from '@moon-key/react-auth';
import { useLeaving } from './leaving.js';

/** Asks before it logs out. */
export function ConfirmLogout() {
  const { isAuthenticated } = useMoonKey();
  const { isAsking } = useLeaving();
  return isAsking && isAuthenticated ? <Question /> : null;
}

function Question() {
  const { ask, leave } = useLeaving();
  const dialog = useRef<HTMLDialogElement>(null);
  const everywhere = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    const node = dialog.current;
    node?.showModal();
    return () => node?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby={`${id}title`}
      // StrictMode closes and opens again before the event arrives.
      onClose={() => dialog.current?.open || ask(false)}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask(false);
          void leave(everywhere.current?.checked ? 'everywhere' : 'session');
        }}
      >
        <h2 id={`${id}title`}>Log out?</h2>
        <p>Your session and your note leave this device. To come back you need a new code.</p>
        <label className="check">
          <input ref={everywhere} type="checkbox" />
          <span>
            Log out everywhere
            <small>ends your sessions on other devices, too</small>
          </span>
        </label>
        <div className="actions">
          <button type="button" className="button is-quiet" onClick={() => dialog.current?.close()}>
            Stay
          </button>
          <button type="submit" className="button is-danger">
            Log out
          </button>
        </div>
      </form>
    </dialog>
  );
}
