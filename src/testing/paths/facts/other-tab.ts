import type { Fact } from '../fact.js';
import type { Situation } from '../situation.js';
import { change, unfold } from '../unfold.js';

const signedOut = (generation: string) =>
  Object.assign({ type: 'SIGNED_OUT_ELSEWHERE' }, { generation });
const signedIn = Object.assign({ type: 'SIGNED_IN_ELSEWHERE' }, { generation: 'grace' });

const shown = ({ auth }: Situation) => auth?.context.session?.generation ?? null;
const isOpen = ({ auth }: Situation) => auth !== null;

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
      isOpen(situation) && situation.world.disk === null && shown(situation) === null,
    happens: (situation) =>
      unfold({ ...situation, world: { ...situation.world, disk: 'grace' } }, signedIn),
  },
  otherTabSwitchesUser: {
    label: 'other tab switches to another user',
    by: 'otherTab',
    applies: (situation) => shown(situation) === 'ada',
    happens: (situation) =>
      unfold(change(unfold(situation, signedOut('ada')), { disk: 'grace' }), signedIn),
  },
  otherTabSwitchesUserUnheard: {
    label: 'other tab switches to another user while this one sleeps',
    by: 'otherTab',
    applies: (situation) => shown(situation) === 'ada',
    happens: (situation) =>
      unfold({ ...situation, world: { ...situation.world, disk: 'grace' } }, signedIn),
  },
} satisfies Record<string, Fact>;
