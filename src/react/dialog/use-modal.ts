import type { RefObject } from 'react';
import { useLayoutEffect, useRef, useState } from 'react';
import { adoptStyles } from './adopt-styles.js';
import { closeModal, openModal } from './modal.js';
import { focusTrail, returnFocus } from './return-focus.js';

interface Modal {
  readonly ref: RefObject<HTMLDialogElement | null>;
  /** Closes it; `onClosed` follows. */
  readonly close: () => void;
  /** For the `close` event, whatever has closed it. */
  readonly onClosed: () => void;
}

/** A dialog that is open while it is mounted, and gives the focus back when it has closed. */
export function useModal(onClose: () => void): Modal {
  const ref = useRef<HTMLDialogElement>(null);
  const trail = useRef<readonly Element[]>([]);
  const [close] = useState(() => () => {
    if (ref.current) closeModal(ref.current);
  });

  useLayoutEffect(() => {
    const node = ref.current;
    if (!node) return undefined;
    if (trail.current.length === 0) trail.current = focusTrail(node);
    adoptStyles(node);
    openModal(node);
    // Not the button before it, which a modal focuses: where React hides and shows this again, no step's effect runs.
    node.querySelector('input')?.focus();
    return () => closeModal(node);
  }, []);

  return {
    ref,
    close,
    onClosed() {
      // StrictMode closes and opens again before the event arrives.
      if (ref.current?.hasAttribute('open')) return;
      if (ref.current) returnFocus(trail.current, ref.current);
      onClose();
    },
  };
}
