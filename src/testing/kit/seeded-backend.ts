import type { Backend, RefreshGrant } from '../../services/backend.js';
import type { FakeBackend } from './fake-backend.js';
import type { TestState } from './view-of.js';

/** The method id with which the first user signs in. */
export const seed = 'seed';

/** A backend that signs the first user in without a code, and knows the profile to the letter. */
export function seededBackend(backend: FakeBackend, user: NonNullable<TestState['user']>): Backend {
  const mine = <T extends RefreshGrant>(grant: T) =>
    grant.user?.email === user.email ? { ...grant, user } : grant;
  return {
    sendCode: (input, signal) => backend.sendCode(input, signal),
    revoke: (proof, signal) => backend.revoke(proof, signal),
    refresh: async (input, signal) => mine(await backend.refresh(input, signal)),
    verifyCode: async (input, signal) =>
      mine(
        input.methodId === seed
          ? backend.startSession(user.email)
          : await backend.verifyCode(input, signal),
      ),
  };
}
