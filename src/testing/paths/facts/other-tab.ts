import type { Fact } from '../fact.js';
import type { Situation } from '../situation.js';
import { isAround } from '../is-around.js';
import { isRunning } from '../statechart.js';
import { change, unfold } from '../unfold.js';

const signedOut = (generation: string) =>
  Object.assign({ type: 'SIGNED_OUT_ELSEWHERE' }, { generation });
const signedIn = Object.assign({ type: 'SIGNED_IN_ELSEWHERE' }, { generation: 'grace' });

const shown = ({ auth }: Situation) => auth?.context.session?.generation ?? null;
const isOpen = ({ auth }: Situation) => auth !== null;

/** Whoever signs in there while this tab clears the disk of anybody is cleared with them. */
const clearsAnybody = ({ auth }: Situation) =>
  isRunning(auth, 'clearDevice') && auth?.context.departing === '*';

/** Whether both tabs know that Ada is signed in. */
const isAdaKnown = (situation: Situation) =>
  situation.world.disk === 'ada' && shown(situation) === 'ada';

/** What happens in another tab of the same browser. */
export const otherTab = {
  otherTabLogsOut: {
    label: 'other tab logs out',
    by: 'otherTab',
    applies: (situation) => isOpen(situation) && situation.world.disk !== null,
    happens: (situation) =>
      unfold(
        { ...situation, world: { ...situation.world, disk: null } },
        signedOut(situation.world.disk ?? '*'),
      ),
  },
  otherTabSignsIn: {
    label: 'another user signs in, in the other tab',
    by: 'otherTab',
    applies: (situation) =>
      isOpen(situation) &&
      situation.world.disk === null &&
      shown(situation) === null &&
      !isAround(situation, 'grace') &&
      situation.auth?.context.departing !== 'grace' &&
      !clearsAnybody(situation),
    happens: (situation) =>
      unfold({ ...situation, world: { ...situation.world, disk: 'grace' } }, signedIn),
  },
  otherTabSwitchesUser: {
    label: 'other tab switches to another user',
    by: 'otherTab',
    applies: isAdaKnown,
    happens: (situation) =>
      unfold(change(unfold(situation, signedOut('ada')), { disk: 'grace' }), signedIn),
  },
  otherTabSwitchesUserUnheard: {
    label: 'other tab switches to another user while this one sleeps',
    by: 'otherTab',
    applies: isAdaKnown,
    happens: (situation) =>
      unfold({ ...situation, world: { ...situation.world, disk: 'grace' } }, signedIn),
  },
  loadingTabLogsOut: {
    label: 'a tab that still loads logs out',
    by: 'otherTab',
    applies: ({ auth }) => isRunning(auth, 'commitSession'),
    happens: (situation) =>
      unfold({ ...situation, world: { ...situation.world, disk: null } }, signedOut('*')),
  },
} satisfies Record<string, Fact>;
