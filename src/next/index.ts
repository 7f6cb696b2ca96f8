export { createNextAuth } from './next-auth.js';
export type { NextAuth, NextProxied } from './next-auth.js';
export { appendCookies, returnPath } from '../server/index.js';
export type { ServerAuthOptions, ServerState, SignedOut, User } from '../server/index.js';
