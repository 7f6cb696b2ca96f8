import { setTimeout } from 'node:timers/promises';

/** How long a page is left alone before it is measured, in ms. */
const REST = 100;

/**
 * Waits until what came before is over. A page that has just shown something is still at work: what
 * is measured next would pay for it. Everything is measured from rest, the baselines too.
 */
export const rest = (): Promise<void> => setTimeout(REST);
