import { fromTransition } from 'xstate';
import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import type { Exploration } from './graph.js';
import type { Situation } from './situation.js';
import { beforeThePageOpens, keyOf } from './situation.js';
import type { Storyteller } from './storyteller.js';

interface Moment {
  readonly situation: Situation;
  readonly step: number;
}

/** Every fact in every situation, each by the shortest story that leads there. */
export function shortestStories(exploration: Exploration): string[][] {
  const { depth, teller } = exploration;
  const logic = model(teller);
  const options = {
    ...traversal(exploration),
    serializeState: whereOnly,
    stopWhen: ({ context }: MomentSnapshot) => context.step >= depth,
  };
  const places = new Map<string, Place>(Object.entries(getAdjacencyMap(logic, options)));
  return getShortestPaths(logic, options)
    .map(({ state, steps }) => ({ state, story: factsOf(steps) }))
    .filter(({ story }) => story.length < depth)
    .flatMap(({ state, story }) => {
      const edges = places.get(whereOnly(state))?.transitions ?? {};
      return Object.values(edges).map(({ event }): string[] => [...story, event.type]);
    });
}

type MomentSnapshot = { context: Moment };
interface FactEvent {
  readonly type: string;
}

interface Place {
  readonly transitions: Readonly<Record<string, { readonly event: FactEvent }>>;
}

const model = (teller: Storyteller) =>
  fromTransition(
    ({ situation, step }: Moment, { type }: FactEvent): Moment => ({
      situation: teller.after(situation, type),
      step: step + 1,
    }),
    { situation: beforeThePageOpens, step: 0 },
  );

const whereOnly = ({ context }: MomentSnapshot) => keyOf(context.situation);
const traversal = ({ events, by, teller }: Exploration) => ({
  events: events.map((type): FactEvent => ({ type })),
  serializeEvent: ({ type }: FactEvent) => type,
  filterEvents: ({ context: { situation } }: MomentSnapshot, { type }: FactEvent) =>
    teller.possible(situation, [type], by).length > 0,
});

const factsOf = (steps: readonly { event: FactEvent | { type: string } }[]): string[] =>
  steps.map(({ event }) => event.type).filter((type) => !type.startsWith('xstate.'));
