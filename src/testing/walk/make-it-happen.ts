import { DISK_PATIENCE } from '../../engine/arriving/adopt.js';
import { PATIENCE } from '../../engine/leaving/follow.js';
import type { BackendVerb, ScriptedAnswer } from '../kit/fake-backend.js';
import type { AuthService, AuthStep, FactId, Person } from '../paths/index.js';
import { people } from '../paths/people.js';
import { answerRevocations, comeBackOnline, endWait, isWaiting } from './answer-revocations.js';
import type { AuthDriver } from './driver.js';
import type { FakePageUnderTest } from './fake-page-under-test.js';
import type { FakeWorld } from './fake-world.js';
import { enterCode, sessionLifetime } from './fake-world.js';
import type { Hooks } from './hooks-of-world.js';

interface Scene {
  readonly world: FakeWorld;
  readonly hooks: Hooks;
  readonly page: FakePageUnderTest;
  readonly driver: AuthDriver<FakePageUnderTest>;
  readonly step: AuthStep;
}

type Happening = (scene: Scene) => unknown;

const verbs: Partial<Record<AuthService, BackendVerb>> = {
  revokeSession: 'revoke',
  verifySignIn: 'verifyCode',
  refreshSession: 'refresh',
};

const opens =
  (seed: boolean, storage: 'answers' | 'silent'): Happening =>
  async ({ world, driver, page }) => {
    if (seed) await world.signInElsewhere('ada');
    world.disk.set(storage);
    await driver.open(page);
    world.auth.start();
  };

const answers =
  (how: ScriptedAnswer): Happening =>
  async ({ world, step }) => {
    const verb = verbs[step.service ?? 'revokeSession'] ?? 'revoke';
    if (verb === 'revoke') return answerRevocations(world, how, step.visible);
    await world.until(`a call of ${verb}`, () => isWaiting(world, verb));
    if (verb === 'refresh') await answerRefreshes(world, how);
    else world.backend.answer(verb, how);
  };

/** Tabs refresh one at a time: behind the last user's request waits that of the one who is shown. */
async function answerRefreshes(world: FakeWorld, how: ScriptedAnswer): Promise<void> {
  do {
    world.backend.answer('refresh', how);
    // What the disk says of it is waited for no longer.
    await world.calm();
    await world.clock.expire(DISK_PATIENCE);
    await world.calm();
  } while (isWaiting(world, 'refresh'));
}

const timeIsOver: Happening = ({ world, step }) => endWait(world, step.service ?? 'revokeSession');

const signsIn =
  (whom: Person | 'the same'): Happening =>
  async ({ world, driver, page, step }) => {
    const person = whom === 'the same' ? world.entered : whom;
    world.entered = person;
    if (step.by === 'user' && driver.signIn)
      await driver.signIn(page, { user: people[person], code: world.backend.code });
    else enterCode(world.auth, person, world.backend.code).catch(() => undefined);
    const sent = () => world.backend.calls.filter(({ verb }) => verb === 'sendCode').length;
    await world.until('a code to be sent', () => sent() > 0);
    await world.calm();
  };

const logsOut: Happening = ({ driver, page }) => driver.logOut(page);

const switchesUser =
  (hears: boolean): Happening =>
  async ({ world }) => {
    const all = world.tab.hears;
    if (!hears) world.tab.hears = (message) => !isOf(message, 'signedOut', 'storage');
    await world.until('the other tab', () => world.other.getView().isAuthenticated);
    await world.signInElsewhere('grace');
    await world.calm();
    world.tab.hears = all;
  };

function isOf(message: unknown, ...types: string[]): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    types.includes(String(message.type))
  );
}

/** How each fact is made to happen; facts of the engine's own defects are not. */
export const happenings: Partial<Record<FactId, Happening>> = {
  opensSignedIn: opens(true, 'answers'),
  opensSignedOut: opens(false, 'answers'),
  opensSlowlySignedIn: opens(true, 'silent'),
  opensSlowlySignedOut: opens(false, 'silent'),

  clicksLogOut: logsOut,
  async doubleClicksLogOut({ driver, page }) {
    const first = driver.logOut(page);
    const second = Promise.resolve()
      .then(() => driver.logOut(page))
      .catch(() => undefined);
    await Promise.all([first, second]);
  },
  async clicksLogOutAndIsAsked({ hooks, world, driver, page }) {
    hooks.ask();
    await driver.logOut(page);
    await world.until('the question', () => hooks.isAsking());
  },
  clicksLogOutAgain: logsOut,
  confirms: ({ hooks }) => hooks.reply(true),
  vetoes: ({ hooks }) => hooks.reply(false),
  guardThrows: ({ hooks }) => hooks.reply('throw'),
  appLogsOut: ({ world }) => void world.auth.logout().catch(() => undefined),
  async appLogsOutAndAsks({ hooks, world }) {
    hooks.ask();
    world.auth.logout().catch(() => undefined);
    await world.until('the question', () => hooks.isAsking());
  },

  signsIn: signsIn('ada'),
  signsInAsAnother: signsIn('grace'),
  entersCodeAgain: signsIn('the same'),

  serverAgrees: answers('ok'),
  serverRefuses: answers(401),
  serverFails: answers(500),
  networkFails: answers('network'),
  serverHangs: timeIsOver,
  networkReturns: ({ world }) => comeBackOnline(world),

  async otherTabLogsOut({ world }) {
    await world.until('the other tab', () => world.other.getView().isAuthenticated);
    await world.other.logout();
    await world.calm();
    await world.clock.expire(PATIENCE);
  },
  otherTabSignsIn: ({ world }) => world.signInElsewhere('grace'),
  loadingTabLogsOut: ({ world }) =>
    world.post({ type: 'signedOut', generation: '*', scope: 'session' }),
  otherTabSwitchesUser: switchesUser(true),
  otherTabSwitchesUserUnheard: switchesUser(false),

  async jwtGoesStale({ world }) {
    world.auth.getSessionTokens({ refresh: true }).catch(() => undefined);
    // A disk that is stuck is waited for no longer.
    await world.calm();
    await world.clock.expire(DISK_PATIENCE);
  },
  async sessionExpires({ world }) {
    world.clock.skip(sessionLifetime * 1000);
    world.tab.page.fire('focus');
    await world.calm();
    await world.clock.expire(DISK_PATIENCE);
  },
  async goesIdle({ world }) {
    await world.waitForWarning();
    await world.waitForEnd();
  },
  async staysActive({ world }) {
    await world.waitForWarning();
    await world.auth.stayActive();
  },
  localTimeout: timeIsOver,

  storageHangs: ({ world }) => world.disk.set('silent'),
  storageBreaks: ({ world }) => world.disk.set('broken'),
  storageRecovers: ({ world }) => world.disk.set('answers'),

  cleanerHangs: ({ hooks }) => hooks.clean('silent'),
  cleanerBreaks: ({ hooks }) => hooks.clean('broken'),
  cleanerEnds: ({ hooks }) => hooks.clean('work'),
};

/** How a step's fact is made to happen: facts of the app's own by its driver. */
export function happeningOf(
  { fact }: AuthStep,
  { facts }: AuthDriver<FakePageUnderTest>,
): Happening | undefined {
  const own = facts?.[fact];
  if (own) return ({ page }) => own(page);
  return (happenings as Partial<Record<string, Happening>>)[fact];
}
