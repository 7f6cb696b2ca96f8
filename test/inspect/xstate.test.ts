import { describe, expect, it } from 'vitest';
import type { InspectionEvent } from 'xstate';
import {
  createActor,
  createMachine,
  fromCallback,
  fromObservable,
  fromPromise,
  fromTransition,
  initialTransition,
} from 'xstate';
import {
  activeNodes,
  isChange,
  kindOf,
  partsOf,
  transitionId,
  transitionsFor,
  transitionsIn,
  watchEveryActor,
  withTransitions,
} from '../../src/inspect/xstate.js';

const lamp = createMachine({
  id: 'lamp',
  initial: 'off',
  states: {
    off: { on: { FLIP: [{ guard: () => false, target: 'broken' }, { target: 'on' }] } },
    on: { always: 'warm' },
    warm: {},
    broken: {},
  },
});

/** What the inspector and the coverage need of XState: a version without it breaks here first. */
describe('what is needed of XState', () => {
  it('a step tells its transitions, eventless ones too, each with its source', () => {
    const told: string[] = [];
    const actor = createActor(lamp, {
      inspect: (event: InspectionEvent) => {
        told.push(...(transitionsIn(event) ?? []).map(transitionId));
      },
    }).start();
    actor.send({ type: 'FLIP' });
    expect(told).toEqual(['lamp.off:FLIP:1', 'lamp.on::0']);
  });

  it('a step can be told with other transitions, and a snapshot says its states', () => {
    const changes: InspectionEvent[] = [];
    const actor = createActor(lamp, { inspect: (event) => changes.push(event) }).start();
    actor.send({ type: 'FLIP' });
    expect(activeNodes(actor.getSnapshot()).map(({ id }) => id)).toEqual(['lamp', 'lamp.warm']);
    const step = changes.filter(isChange).find((event) => transitionsIn(event)?.length);
    expect(step && transitionsIn(withTransitions(step, []))).toEqual([]);
  });

  it('a machine says which transition an event would take', () => {
    const [off] = initialTransition(lamp);
    expect(transitionsFor(lamp, off, { type: 'FLIP' })).toEqual(['lamp.off:FLIP:1']);
    expect(transitionsFor(lamp, off, { type: 'FLOP' })).toEqual([]);
  });

  it('an actor has an id, a parent, a logic, a system and a system id', () => {
    const actor = createActor(lamp, { systemId: 'hall' }).start();
    expect(partsOf(actor)).toMatchObject({ id: actor.id, systemId: 'hall', logic: lamp });
    expect(partsOf(actor).system).toBe(actor.system);
  });

  it('every actor that starts is followed from its first step on, but for those that nobody wants', () => {
    const told: string[] = [];
    const entered = createMachine({
      id: 'entered',
      initial: 'first',
      states: { first: { always: 'second' }, second: {} },
    });
    const stop = watchEveryActor(
      (event) => told.push(...(transitionsIn(event) ?? []).map(transitionId)),
      ({ id }) => id !== 'unwanted',
    );
    createActor(entered).start().start();
    createActor(entered, { id: 'unwanted' }).start();
    createActor(entered);
    const late = createActor(lamp).start();
    late.send({ type: 'FLIP' });
    expect(told).toEqual(['entered.first::0', 'lamp.off:FLIP:1', 'lamp.on::0']);
    stop();
    createActor(entered).start();
    expect(told).toHaveLength(3);
  });

  it('logics can be told apart', () => {
    expect(kindOf(lamp)).toBe('machine');
    expect(kindOf(fromPromise(() => Promise.resolve()))).toBe('promise');
    expect(kindOf(fromCallback(() => undefined))).toBe('callback');
    expect(kindOf(fromObservable(() => ({ subscribe: () => ({ unsubscribe() {} }) })))).toBe(
      'observable',
    );
    expect(kindOf(fromTransition((state: number) => state, 1))).toBe('transition');
    expect(kindOf({ transition: () => undefined })).toBe('other');
  });
});
