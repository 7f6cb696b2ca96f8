export { simulate } from './simulate.js';
export type { SimulateOptions } from './simulate.js';
export type { SimulationResult, SimulationStats } from './result.js';
export { invariants } from './invariants/violation.js';
export type { InvariantId, Violation } from './invariants/violation.js';
export { actionNames, reactionNames } from './scenario/actions.js';
export type { ActionName, ReactionName } from './scenario/actions.js';
export { edges, faultOf, usualEdges } from './scenario/edges.js';
export type { ClockPlan, Edge, EdgePlan } from './scenario/edges.js';
export { drawProfile } from './scenario/profile.js';
export type { Profile } from './scenario/profile.js';
export type { CreateAuth } from './scenario/visitor.js';
export type { BreakablePart } from './world/broken-parts.js';
export { edgeFaultKinds, faultKinds } from './world/faults.js';
export type { FaultKind, FaultPlan } from './world/faults.js';
export { createWorld, platformParts } from './world/world.js';
export type {
  PlatformPart,
  SimulatedTab,
  World,
  WorldListener,
  WorldOptions,
} from './world/world.js';
export type { ServerOptions, ServerSession } from './world/simulated-server.js';
export { readStory } from './story/read-story.js';
export { reproduceStory } from './story/reproduce-story.js';
export type { ReproduceOptions, ReproducedStory } from './story/reproduce-story.js';
export { tellStory } from './story/story.js';
export type { Story, StoryFact } from './story/story.js';
