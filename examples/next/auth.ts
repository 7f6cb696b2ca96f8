import { createNextAuth } from '@moon-key/react-auth/next';

export const { auth, getToken, signOut, handler, renew } = createNextAuth({
  // What this app says of a user: it reaches the browser, and `await auth()` has it.
  claims: ({ email }) => ({ role: email.endsWith('@example.com') ? 'member' : 'guest' }),
});
