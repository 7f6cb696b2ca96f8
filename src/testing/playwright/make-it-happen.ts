import type { Page } from 'playwright-core';
import { delays } from '../../machines/delays.js';
import type { BackendVerb, ScriptedAnswer } from '../kit/fake-backend.js';
import type { AuthService, AuthStep, FactId, Person } from '../paths/index.js';
import { people } from '../paths/index.js';
import type { AuthDriver } from '../walk/driver.js';
import type { BrowserWorld } from './browser-world.js';
import { sessionLifetime } from './browser-world.js';

interface Scene {
  readonly world: BrowserWorld;
  readonly driver: AuthDriver<Page>;
  readonly step: AuthStep;
}

type Happening = (scene: Scene) => unknown;

const calls: Partial<Record<AuthService, { verb: BackendVerb; timeout: number }>> = {
  revokeSession: { verb: 'revoke', timeout: delays.revokeTimeout },
  verifySignIn: { verb: 'verifyCode', timeout: delays.signInTimeout },
  refreshSession: { verb: 'refresh', timeout: delays.refreshTimeout },
};

const callOf = ({ service }: AuthStep) =>
  calls[service ?? 'revokeSession'] ?? { verb: 'revoke', timeout: delays.revokeTimeout };

const answers =
  (how: ScriptedAnswer): Happening =>
  async ({ world, step }) => {
    const { verb } = callOf(step);
    await world.until(`a call of ${verb}`, () => world.isWaiting(verb));
    world.backend.answer(verb, how);
    await world.delivered();
    // A server that refuses the ticket is asked once more, with the token.
    if (verb === 'revoke' && how === 401) world.keepAnswering({ verb, how });
  };

const signsIn =
  (person: Person): Happening =>
  async ({ world, driver }) => {
    await driver.signIn?.(world.page, { user: people[person], code: world.backend.code });
    await world.until('the code to be checked', () => world.isWaiting('verifyCode'));
  };

/** How each fact is made to happen in a browser. */
export const happenings: Partial<Record<FactId, Happening>> = {
  async opensSignedIn({ world, driver }) {
    await world.other.signIn('ada');
    await driver.open(world.page);
  },
  opensSignedOut: ({ world, driver }) => driver.open(world.page),

  clicksLogOut: ({ world, driver }) => driver.logOut(world.page),

  signsIn: signsIn('ada'),
  signsInAsAnother: signsIn('grace'),

  serverAgrees: answers('ok'),
  serverRefuses: answers(401),
  serverFails: answers(500),
  async networkFails(scene) {
    await answers('network')(scene);
    await scene.world.setOffline(true);
  },
  async serverHangs({ world, step }) {
    const { verb, timeout } = callOf(step);
    await world.until(`a call of ${verb}`, () => world.isWaiting(verb));
    await world.pass(timeout + 1_000);
  },
  async networkReturns({ world }) {
    await world.setOffline(true);
    await world.setOffline(false);
    await world.until('the server to be told', () => {
      if (world.isWaiting('revoke')) world.backend.answer('revoke');
      return world.backend.sessionsOf(people.ada.email) === 0;
    });
  },

  otherTabLogsOut: ({ world }) => world.other.logOut(),
  otherTabSignsIn: ({ world }) => world.other.signIn('grace'),
  async otherTabSwitchesUser({ world }) {
    await world.other.logOut();
    await world.other.signIn('grace');
  },
  sessionExpires: ({ world }) => world.pass(sessionLifetime * 1000),
};

/** How a step's fact is made to happen: facts of the app's own by its driver. */
export function happeningOf(
  { fact }: AuthStep,
  { facts }: AuthDriver<Page>,
): Happening | undefined {
  const own = facts?.[fact];
  if (own) return ({ world }) => own(world.page);
  return (happenings as Partial<Record<string, Happening>>)[fact];
}
