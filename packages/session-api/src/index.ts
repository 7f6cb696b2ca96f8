/**
 * The MoonKey-compatible session service, for local development, tests and self-hosting.
 *
 * @packageDocumentation
 */
export { createSessionApi, type SessionApi } from './create-session-api.js';
export { startSessionApi, type StartedSessionApi } from './start-session-api.js';
export type { DatabaseOptions, ListenOptions, SessionApiOptions, Timeouts } from './options.js';
export type { CodeMessage, Mailer } from './mail/mailer.js';
export type { CodeLimits } from './stores/code-limits.js';
