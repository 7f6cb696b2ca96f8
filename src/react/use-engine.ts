import { useEffect, useLayoutEffect, useState } from 'react';
import type { EngineSource, HeldEngine } from './held-engine.js';
import { holdEngine } from './held-engine.js';

/** The engine that was passed in, or one for the publishable key: another key is another engine. */
export function useEngine(props: EngineSource): HeldEngine {
  const [held, hold] = useState(() => holdEngine(props));
  if (held.source === (props.auth ?? props.publishableKey)) return held;
  const next = holdEngine(props);
  hold(next);
  return next;
}

/**
 * Starts the engine, and stops it; stands before the app, whose own effects find it started. A visitor, who is
 * known not to be signed in, sees the page before it starts.
 */
export function EngineLife({ held }: { readonly held: HeldEngine }): null {
  const [, render] = useState({});
  useLayoutEffect(() => held.mount(render, true), [held]);
  useEffect(() => held.mount(render), [held]);
  return null;
}
