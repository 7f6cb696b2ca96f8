import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useWatch } from '../watch/watch.js';

/** The field of the sign-in dialog that waits for a code. */
const codeField = 'dialog[open] input[autocomplete="one-time-code"]';

/**
 * The e-mail that a visitor would otherwise have to open: shown inside the sign-in dialog, since all
 * else is inert while that is open.
 */
export function InboxCard() {
  const field = useCodeField();
  const dialog = field?.closest('dialog');
  return field && dialog ? createPortal(<Card field={field} dialog={dialog} />, dialog) : null;
}

interface CardProps {
  readonly field: HTMLInputElement;
  readonly dialog: HTMLDialogElement;
}

function Card({ field, dialog }: CardProps) {
  const { server, lookAtServer } = useWatch();
  const [isUpToDate, setUpToDate] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    card.current?.showPopover();
    // What was seen before may be an older code.
    void lookAtServer().then(() => setUpToDate(true));
  }, [lookAtServer]);

  const text = dialog.textContent.toLowerCase();
  const code = isUpToDate ? server.mails.find(({ to }) => text.includes(to))?.code : undefined;
  return (
    <div ref={card} popover="manual" className="inbox-card">
      <p className="inbox-from">
        <span aria-hidden="true">✉</span> Development inbox
      </p>
      {code === undefined ? (
        <p>Your code is on its way…</p>
      ) : (
        <>
          <output>
            Your code is <b className="inbox-code">{code}</b>
          </output>
          <button type="button" className="button is-quiet" onClick={() => enter(code, field)}>
            Enter it for me
          </button>
        </>
      )}
    </div>
  );
}

function enter(code: string, field: HTMLInputElement): void {
  field.value = code;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function useCodeField(): HTMLInputElement | null {
  const [field, setField] = useState<HTMLInputElement | null>(null);
  useEffect(() => {
    const look = () => setField(document.querySelector<HTMLInputElement>(codeField));
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['open'] });
    look();
    return () => observer.disconnect();
  }, []);
  return field;
}
