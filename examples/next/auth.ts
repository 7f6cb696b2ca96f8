import { createNextAuth } from '@moon-key/react-auth/next';

export const { auth, getToken, signOut, handler, renew } = createNextAuth();
