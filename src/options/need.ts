import { ConfigurationError } from './configuration-error.js';

/**
 * Refuses an option unless `holds`: for the few checks of a page's start, which loads no checker.
 *
 * @param problem - What is wrong and what to do, without the option's name.
 * @throws {@link ConfigurationError}
 */
export function need(holds: unknown, option: string, problem: string): void {
  if (!holds) throw new ConfigurationError(option, `"${option}" ${problem}.`);
}
