import type { Fact } from '../fact.js';
import { device } from './device.js';
import { engine } from './engine.js';
import { loggingOut } from './logging-out.js';
import { openings } from './openings.js';
import { otherTab } from './other-tab.js';
import { server } from './server.js';
import { signingIn } from './signing-in.js';
import { time } from './time.js';

const catalogue = {
  ...openings,
  ...loggingOut,
  ...server,
  ...signingIn,
  ...otherTab,
  ...time,
  ...device,
  ...engine,
};

/** The id of a fact. */
export type FactId = keyof typeof catalogue;

/** Every fact that a story can be made of. */
export const facts: Readonly<Record<FactId, Fact>> = catalogue;

/** The ids of all facts. */
export const factIds: readonly FactId[] = Object.keys(catalogue).filter(isFactId);

/** Whether there is a fact of this id. */
export function isFactId(id: string): id is FactId {
  return Object.hasOwn(catalogue, id);
}
