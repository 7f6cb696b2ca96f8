import { fromTransition } from 'xstate';
import { getAdjacencyMap, getShortestPaths, getSimplePaths } from 'xstate/graph';
import type { FactSource } from './fact.js';
import { sourceOf } from './fact.js';
import type { FactId } from './facts/index.js';
import { facts, isFactId } from './facts/index.js';
import type { Situation } from './situation.js';
import { beforeThePageOpens, keyOf } from './situation.js';
import type { Storyteller } from './storyteller.js';

interface Moment {
  readonly situation: Situation;
  readonly step: number;
}

/** What may happen in the stories to explore. */
export interface Exploration {
  readonly events: readonly FactId[];
  readonly by: readonly FactSource[];
  readonly depth: number;
  readonly afterFact: Storyteller;
}

/** Every fact in every situation, each by the shortest story that leads there. */
export function shortestStories({ events, by, depth, afterFact }: Exploration): FactId[][] {
  const logic = model(afterFact);
  const options = {
    ...traversal(events, by),
    serializeState: whereOnly,
    stopWhen: ({ context }: MomentSnapshot) => context.step >= depth,
  };
  const places = new Map<string, Place>(Object.entries(getAdjacencyMap(logic, options)));
  return getShortestPaths(logic, options)
    .map(({ state, steps }) => ({ state, story: factsOf(steps) }))
    .filter(({ story }) => story.length < depth)
    .flatMap(({ state, story }) => {
      const edges = places.get(whereOnly(state))?.transitions ?? {};
      return Object.values(edges).map(({ event }): FactId[] => [...story, event.type]);
    });
}

/** Every story of at most `depth` steps that comes to no situation twice. */
export function simpleStories({ events, by, depth, afterFact }: Exploration): FactId[][] {
  const options = {
    ...traversal(events, by),
    serializeState: whereAndWhen,
    stopWhen: ({ context }: MomentSnapshot) => context.step >= depth,
  };
  return getSimplePaths(model(afterFact), options)
    .filter(({ steps }) => {
      const keys = steps.map(({ state }) => whereOnly(state));
      return steps.length > 1 && new Set(keys).size === keys.length;
    })
    .map(({ steps }) => factsOf(steps));
}

type MomentSnapshot = { context: Moment };
interface FactEvent {
  readonly type: FactId;
}

interface Place {
  readonly transitions: Readonly<Record<string, { readonly event: FactEvent }>>;
}

const model = (afterFact: Storyteller) =>
  fromTransition(
    ({ situation, step }: Moment, { type }: FactEvent): Moment => ({
      situation: afterFact(situation, type),
      step: step + 1,
    }),
    { situation: beforeThePageOpens, step: 0 },
  );

const whereOnly = ({ context }: MomentSnapshot) => keyOf(context.situation);
const whereAndWhen = ({ context }: MomentSnapshot) => `${context.step} ${keyOf(context.situation)}`;

const traversal = (events: readonly FactId[], by: readonly FactSource[]) => ({
  events: events.map((type): FactEvent => ({ type })),
  serializeEvent: ({ type }: FactEvent) => type,
  filterEvents: ({ context: { situation } }: MomentSnapshot, { type }: FactEvent) =>
    facts[type].applies(situation) && by.includes(sourceOf(facts[type], situation)),
});

const factsOf = (steps: readonly { event: FactEvent | { type: string } }[]): FactId[] =>
  steps.map(({ event }) => event.type).filter(isFactId);
