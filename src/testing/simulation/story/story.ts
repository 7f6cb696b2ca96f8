import type { PlatformPart } from '../../../inspect/flight/lacked-parts.js';
import type { IdleLimits } from '../../../machines/idle-machine.js';
import type { FaultKind } from '../world/faults.js';

/** What happens in a tab of a story. */
export const tabFacts = [
  'opensTab',
  'closesTab',
  'crashesTab',
  'freezesTab',
  'cachesTab',
  'wakesTab',
  'looksAtTab',
  'sleepsTab',
  'usesTab',
  'signsIn',
  'signsInForNow',
  'mistypesCode',
  'logsOut',
  'logsOutEverywhere',
  'readsTokens',
] as const;

/** What happens to the world of a story. */
export const worldFacts = [
  'goesOffline',
  'goesOnline',
  'runsOutOfRoom',
  'signsInElsewhere',
] as const;

/** One thing that happened in a recorded run. */
export type StoryFact = {
  /** How long after the fact before it, in ms. */
  readonly after: number;
} & (
  | {
      readonly fact: (typeof tabFacts)[number];
      /** Which tab, from 0. */
      readonly tab: number;
      /** In which state of the tab it happened: it is waited for. Absent: it does not matter. */
      readonly during?: string;
    }
  | { readonly fact: (typeof worldFacts)[number] }
  /** The next call that it can befall goes wrong so. */
  | { readonly fact: 'fails'; readonly fault: FaultKind }
);

/** What a recording tells of a run: what people, their browsers, the network and the disk did, in order. */
export interface Story {
  readonly facts: readonly StoryFact[];
  /** How long sessions live, in ms, as far as it is known. */
  readonly sessionLifetime: number | null;
  /** What the browser lacks. */
  readonly lacks: readonly PlatformPart[];
  /** The app's idle limit, in ms; null where it has none. */
  readonly idle: IdleLimits | null;
  /** Whether the backend is asked whose session the browser's cookie is. */
  readonly finds: boolean;
}

/** A story in one line. */
export function tellStory({ facts }: Story): string {
  return facts.map(tellFact).join(' → ');
}

function tellFact(told: StoryFact): string {
  const { after } = told;
  const pause = after > 0 ? `${describePause(after)} later ` : '';
  if (told.fact === 'fails') return `${pause}${told.fault}`;
  if (!('tab' in told)) return `${pause}${told.fact}`;
  const during = told.during ? `, ${told.during}` : '';
  return `${pause}${told.fact} (tab ${told.tab + 1}${during})`;
}

function describePause(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  return ms < 120_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;
}
