import { type LogoutError, type LogoutErrorCode, useMoonKey } from '@moon-key/react-auth';
import { useState } from 'react';

const sentences: Record<LogoutErrorCode, string> = {
  revocation_queued: 'You are out on this device. We will tell the server once it can be reached.',
  revocation_refused: 'You are out on this device, but the server would not end the session.',
  device_not_cleared: 'You are out. This browser will finish cleaning up on your next visit.',
  cancelled: 'You are still signed in.',
  everywhere_unavailable: 'Your other devices could not be signed out.',
};

/** Says what exactly did not work. Whatever it was, nobody is signed in here any more. */
export function HandleErrors() {
  const { logout } = useMoonKey();
  const [problem, setProblem] = useState<string>();

  const leave = async () => {
    try {
      await logout();
    } catch (error) {
      setProblem(sentences[(error as LogoutError).code]);
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
