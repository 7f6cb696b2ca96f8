import { useEffect } from 'react';
import { type Auth, useAuth } from '../../../src/react/index.js';

let latest: Auth;

/** Hands the engine of its provider to {@link engine}. */
export function Probe(): null {
  const auth = useAuth();
  useEffect(() => {
    latest = auth;
  }, [auth]);
  return null;
}

/** The engine of the provider that was rendered last with a {@link Probe} in it. */
export const engine = (): Auth => latest;
