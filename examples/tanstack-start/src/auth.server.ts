import { createServerAuth } from '@moon-key/react-auth/server';

export const serverAuth = createServerAuth();
