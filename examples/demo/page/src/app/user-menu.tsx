import { useId, useRef } from 'react';
import { type User, useMoonKey } from '@moon-key/react-auth';
import { Link } from '../router.js';
import { useLeaving } from './leaving.js';

/** The user's menu: a native popover, so Escape and a click elsewhere close it. */
export function UserMenu({ user }: { readonly user: User }) {
  const { start } = useMoonKey();
  const { ask } = useLeaving();
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const choose = (action: () => void) => () => {
    menu.current?.hidePopover();
    action();
  };

  return (
    <>
      <button type="button" className="avatar" popoverTarget={id} aria-label="Your menu">
        <span aria-hidden="true">{user.email.slice(0, 1).toUpperCase()}</span>
      </button>
      <div ref={menu} id={id} popover="auto" className="menu">
        <p>
          Signed in as <b>{user.email}</b>
        </p>
        <Link href="/account" onClickCapture={() => menu.current?.hidePopover()}>
          Account
        </Link>
        <button type="button" onClick={choose(start)}>
          Switch user…
        </button>
        <button type="button" className="is-danger" onClick={choose(() => ask(true))}>
          Log out…
        </button>
      </div>
    </>
  );
}
