import { useState } from 'react';
import { useScope } from './context.js';
import { useCommitEffect } from './use-commit-effect.js';

/**
 * Renders again before the paint when what was rendered is over: a tree that comes back from hiding
 * was not subscribed, and shows its last render first.
 */
export function useBeforePaint(): void {
  const { store } = useScope();
  const [, render] = useState({});
  const shown = store.read();
  useCommitEffect(() => {
    if (store.read() !== shown) render({});
  });
}
