import { CODE, EMAIL } from './fake-api.js';

/** Every route, with a body it accepts. */
export const bodies: readonly (readonly [string, Record<string, unknown>])[] = [
  ['/otp/send', { email: EMAIL }],
  ['/otp/verify', { methodId: 'email_1', code: CODE }],
  ['/session/refresh', {}],
  ['/logout', {}],
];

/** A session token that no session has. */
export const authorization = { Authorization: 'Bearer canaryBearer' };
