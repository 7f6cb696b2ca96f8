'use client';

import { useMoonKey } from '@moon-key/react-auth';

export function SignIn() {
  const { start } = useMoonKey();
  return <button onClick={start}>Sign in by e-mail</button>;
}
