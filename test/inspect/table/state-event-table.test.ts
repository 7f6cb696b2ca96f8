import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { stateEventTable, toStateTable } from '@moon-key/react-auth/inspect';
import { authMachine } from '@moon-key/react-auth/machine';

describe('stateEventTable', () => {
  it('shows that no state drops a log out', () => {
    const { rows } = stateEventTable(authMachine);
    expect(rows).toHaveLength(22);
    const holes = rows.filter(({ cells }) => cells['LOGOUT']?.kind === 'none');
    expect(holes.map(({ state }) => state)).toEqual([]);
  });

  it('tells what is inherited, left to a region beside, dropped, and the same everywhere', () => {
    const machine = createMachine({
      id: 'pair',
      type: 'parallel',
      on: { RESET: {} },
      states: {
        left: {
          initial: 'off',
          states: { off: { on: { FLIP: 'on' } }, on: { on: { BOOM: 'off' } } },
        },
        right: { on: { KICK: { actions: 'kick' } }, initial: 'calm', states: { calm: {} } },
      },
    });
    const { events, everywhere, rows } = stateEventTable(machine);
    expect(events).toEqual(['FLIP', 'BOOM', 'KICK']);
    expect(everywhere).toEqual(['RESET']);
    expect(
      rows.map(({ state, cells }) => [state, cells['FLIP']?.text, cells['KICK']?.text]),
    ).toEqual([
      ['left.off', '→ `left.on`', '∥ `right`'],
      ['left.on', '·', '∥ `right`'],
      ['right.calm', '∥ `left`', '↑ `kick`'],
    ]);
  });

  it('is written as Markdown', () => {
    expect(toStateTable(authMachine)).toContain(
      '| `authenticated.intent.staying` | if `mustAskFirst` → `authenticated.intent.confirmingLogout`; else → `loggingOut` |',
    );
  });
});
