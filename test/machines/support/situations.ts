import type { StateValueFrom } from 'xstate';
import { type AuthMachine, authMachine } from '../../../src/machines/index.js';
import type { AuthContext, PublicSession } from '../../../src/machines/index.js';

const user = { id: 'user_1', email: 'ada@example.com', createdAt: 1_700_000_000 };
export const mine: PublicSession = { generation: 'mine', user, expiresAt: 2_000_000_000_000 };
export const next: PublicSession = { ...mine, generation: 'next' };

type Value = StateValueFrom<AuthMachine>;
const initial = authMachine.getInitialSnapshot(authMachine as never).context;

const situation = (value: Value, context: Partial<AuthContext> = {}) =>
  authMachine.resolveState({ value, context: { ...initial, ...context } });

const authenticated = (tokens: 'fresh' | 'refreshing', intent: string) =>
  situation({ authenticated: { tokens, intent } } as Value, {
    session: mine,
    ...(intent === 'switchingUser' && { attempt: 'next' }),
  });

type Device = 'clearing' | 'cleared' | 'failed';
type Server = 'revoking' | 'revoked' | 'queued' | 'refused' | 'notNeeded';
type App = 'cleaning' | 'cleaned' | 'failed';

const loggingOut = (device: Device, server: Server, app: App, context = {}) =>
  situation(
    { loggingOut: { device, server, app } },
    {
      departing: 'mine',
      reason: 'logout',
      device: device === 'clearing' ? null : device,
      server: server === 'revoking' ? null : server,
      app: app === 'cleaning' ? null : app,
      ...context,
    },
  );

/** One situation for every atomic state of the machine, and those in which a context matters. */
export const situations = {
  initializing: situation('initializing'),
  'initializing, a sign-in waits': situation('initializing', { attempt: 'next' }),
  'authenticated: fresh, staying': authenticated('fresh', 'staying'),
  'authenticated: refreshing, staying': authenticated('refreshing', 'staying'),
  'authenticated: fresh, confirmingLogout': authenticated('fresh', 'confirmingLogout'),
  'authenticated: refreshing, confirmingLogout': authenticated('refreshing', 'confirmingLogout'),
  'authenticated: fresh, switchingUser': authenticated('fresh', 'switchingUser'),
  'authenticated: refreshing, switchingUser': authenticated('refreshing', 'switchingUser'),
  'loggingOut: clearing, revoking, cleaning': loggingOut('clearing', 'revoking', 'cleaning'),
  'loggingOut: cleared, revoking, cleaning': loggingOut('cleared', 'revoking', 'cleaning'),
  'loggingOut: failed, revoking, cleaning': loggingOut('failed', 'revoking', 'cleaning'),
  'loggingOut: clearing, revoked, cleaning': loggingOut('clearing', 'revoked', 'cleaning'),
  'loggingOut: clearing, queued, cleaning': loggingOut('clearing', 'queued', 'cleaning'),
  'loggingOut: clearing, refused, cleaning': loggingOut('clearing', 'refused', 'cleaning'),
  'loggingOut: clearing, notNeeded, cleaning': loggingOut('clearing', 'notNeeded', 'cleaning'),
  'loggingOut: clearing, revoking, cleaned': loggingOut('clearing', 'revoking', 'cleaned'),
  'loggingOut: clearing, revoking, failed': loggingOut('clearing', 'revoking', 'failed'),
  'loggingOut: cleared, revoking, cleaned': loggingOut('cleared', 'revoking', 'cleaned'),
  'loggingOut: cleared, revoked, cleaning': loggingOut('cleared', 'revoked', 'cleaning'),
  'loggingOut: clearing, revoked, cleaned': loggingOut('clearing', 'revoked', 'cleaned'),
  'loggingOut: cleared, revoking, cleaning, a sign-in waits': loggingOut(
    'cleared',
    'revoking',
    'cleaning',
    { attempt: 'next' },
  ),
  'loggingOut: clearing, revoking, cleaned, a session arrives': loggingOut(
    'clearing',
    'revoking',
    'cleaned',
    { arriving: next, reason: 'userSwitched' },
  ),
  'loggingOut: cleared, notNeeded, cleaning, another tab signed in': loggingOut(
    'cleared',
    'notNeeded',
    'cleaning',
    { adopt: true, reason: 'userSwitched' },
  ),
  loggedOut: situation('loggedOut', { reason: 'logout' }),
  'signingIn: verifying': situation({ signingIn: 'verifying' }, { attempt: 'next' }),
  'signingIn: verifying, another tab signed in': situation(
    { signingIn: 'verifying' },
    { attempt: 'next', adopt: true },
  ),
  'signingIn: committing': situation({ signingIn: 'committing' }, { arriving: next }),
  'signingIn: adopting': situation({ signingIn: 'adopting' }),
};
