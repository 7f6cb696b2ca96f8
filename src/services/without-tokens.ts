import type { Grant } from '../wire/grant.js';
import type { Backend } from './backend.js';

/** A grant without session token and JWT: what a page keeps whose session is in the browser's cookie alone. */
export function dropTokens<Given extends Partial<Grant> | null | undefined>(grant: Given): Given {
  if (typeof grant !== 'object' || grant === null) return grant;
  const { sessionToken: _, sessionJwt: __, ...rest } = grant;
  return rest as Given;
}

/** The same backend, of whose grants no token gets any further. */
export function withoutTokens(backend: Backend): Backend {
  return {
    ...(backend.sendCode && { sendCode: backend.sendCode.bind(backend) }),
    ...(backend.verifyCode && {
      verifyCode: async (...input) => dropTokens((await backend.verifyCode?.(...input)) as Grant),
    }),
    ...(backend.current && {
      current: async (signal) => dropTokens((await backend.current?.(signal)) ?? null),
    }),
    refresh: async (...input) => dropTokens(await backend.refresh(...input)),
    revoke: backend.revoke.bind(backend),
  };
}
