import type { MachinePath, MachineStep } from './machine-path.js';

type Act<Page> = (page: Page, step: MachineStep) => unknown;

/** How an app with a machine of yours is worked. */
export interface MachineDriver<Page> {
  /** Opens the app; what it returns is passed to everything else. */
  open(): Page | Promise<Page>;
  close?(page: Page): unknown;
  /** How each fact is made to happen, by id: a click, an answer of a fake server, time that passes. */
  readonly facts: Readonly<Record<string, Act<Page>>>;
  /** What must hold while the machine is in a state, by its path, such as `payment.card`: throw if not. */
  readonly states?: Readonly<Record<string, Act<Page>>>;
  /** What must hold after every step: throw if not. */
  readonly check?: Act<Page>;
}

/** @throws TypeError when a driver does not say how a fact of a path happens. */
export function requireFacts(
  caller: string,
  { steps }: MachinePath,
  { facts }: { readonly facts: Readonly<Record<string, unknown>> },
): void {
  const missing = steps.find(({ fact }) => fact !== 'start' && !facts[fact]);
  if (missing)
    throw new TypeError(`${caller}: "driver.facts" does not say how "${missing.fact}" happens.`);
}
