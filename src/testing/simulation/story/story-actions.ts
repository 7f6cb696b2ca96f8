import type { Stage } from '../scenario/stage.js';
import { tabActions } from '../scenario/tab-actions.js';
import type { Visitor } from '../scenario/visitor.js';
import type { tabFacts, worldFacts } from './story.js';

type Do = (label: string, run: () => void) => void;
type InTab = Exclude<(typeof tabFacts)[number], 'opensTab'>;

/** How often a sign-in of which nobody knows the person gives back a session that was signed out. */
const RETURNS = 0.1;

/** How many who sign in have a session on another device, too, of one. */
const ELSEWHERE = 0.25;

/** How each fact of a story comes to pass. */
export const storyActions: {
  readonly tab: Readonly<
    Record<InTab, (stage: Stage, visitor: Visitor, act: Do) => void> & { opensTab?: never }
  >;
  readonly world: Readonly<Record<(typeof worldFacts)[number], (stage: Stage) => void>>;
} = {
  tab: {
    closesTab: ({ world }, { opened }, act) => act('close', () => world.close(opened)),
    // Nobody may have done anything in it any more.
    crashesTab({ world }, { opened: { tab } }) {
      if (world.random.chance(0.5)) tab.crashAtCall = tab.calls + world.random.between(1, 30);
    },
    freezesTab: (stage, visitor) => {
      if (visitor.isOpen()) tabActions.freezeTab?.(stage, visitor);
    },
    cachesTab: (stage, visitor) => {
      if (visitor.isOpen()) tabActions.cacheTab?.(stage, visitor);
    },
    wakesTab: (stage, visitor) => {
      if (!visitor.isOpen()) stage.wakeUp(visitor);
    },
    looksAtTab: (stage, visitor) => {
      tabActions.lookAtTab?.(stage, visitor);
    },
    sleepsTab: (_, { opened: { tab } }) => tab.freeze(false),
    usesTab: (_, visitor, act) => act('use', () => visitor.opened.page.fire('pointerdown')),
    signsIn: (stage, visitor, act) => signIn(stage, visitor, act, {}),
    signsInForNow: (stage, visitor, act) => signIn(stage, visitor, act, { isForgotten: true }),
    mistypesCode: (stage, visitor, act) => signIn(stage, visitor, act, { wrong: true }),
    logsOut: ({ promises }, visitor, act) => act('logout', () => promises.logout(visitor)),
    logsOutEverywhere({ promises, world }, visitor, act) {
      const { user } = visitor.auth.getView();
      if (user && world.random.chance(0.5)) world.server.signInElsewhere(user.email);
      act('logout everywhere', () => promises.logout(visitor, 'everywhere'));
    },
    readsTokens: ({ promises }, visitor, act) =>
      act('read tokens', () => promises.readTokens(visitor)),
  },
  world: {
    goesOffline: ({ world }) => world.setOnline(false),
    goesOnline: ({ world }) => world.setOnline(true),
    runsOutOfRoom({ world }) {
      world.disk.room = 0;
    },
    // The cookie may be that of a session which tabs know already.
    signsInElsewhere(stage) {
      const { random, server } = stage.world;
      if (random.chance(0.5)) server.signInElsewhere(stage.someAddress());
    },
  },
};

/** Who it is, and by which way, a recording does not say. */
function signIn(
  stage: Stage,
  visitor: Visitor,
  act: Do,
  { wrong = false, isForgotten = false },
): void {
  const { world, promises } = stage;
  if (!wrong && !isForgotten && world.random.chance(RETURNS) && stage.giveAgain(visitor)) return;
  const address = stage.someAddress();
  if (world.random.chance(ELSEWHERE)) world.server.signInElsewhere(address);
  const methodId = world.server.sendCode(address);
  act('sign in', () => promises.signIn(visitor, methodId, wrong, isForgotten));
}
