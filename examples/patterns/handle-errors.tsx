import { LogoutError, useMoonKey } from '@moon-key/react-auth';
import { useState } from 'react';

const sentences: Partial<Record<string, string>> = {
  revocation_queued: 'You are out on this device. We will tell the server once it can be reached.',
  revocation_refused: 'You are out on this device, but the server would not end the session.',
  device_not_cleared: 'You are out. This browser will finish cleaning up on your next visit.',
  cancelled: 'You are still signed in.',
};

/** Says what exactly did not work. Whatever it was, nobody is signed in here any more. */
export function HandleErrors() {
  const { logout } = useMoonKey();
  const [problem, setProblem] = useState<string>();

  const leave = async () => {
    try {
      await logout();
    } catch (error) {
      const code = error instanceof LogoutError ? error.code : 'unknown';
      setProblem(sentences[code] ?? 'Something went wrong.');
    }
  };

  return (
    <>
      <button type="button" onClick={() => void leave()}>
        Sign out
      </button>
      {problem !== undefined && <p role="alert">{problem}</p>}
    </>
  );
}
