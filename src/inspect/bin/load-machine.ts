import { pathToFileURL } from 'node:url';
import type { AnyStateMachine } from 'xstate';
import { authMachine } from '../../machines/index.js';
import { isMachine } from '../xstate.js';
import { UsageError } from './usage-error.js';

/**
 * Loads the machine that a command line names as `./path.js#exportName`; without a name the file's
 * only machine. Without a path, the machine of this package.
 *
 * @throws UsageError that says what to do.
 */
export async function loadMachine(
  reference: string | undefined,
  folder: string,
): Promise<AnyStateMachine> {
  if (reference === undefined) return authMachine;
  const [path = '', name] = reference.split('#');
  const exported = await load(path, folder);
  const machines = Object.keys(exported).filter((each) => isMachine(exported[each]));
  const names = machines.join(', ') || 'none';
  if (name === undefined && machines.length !== 1)
    throw new UsageError(
      `${path} exports ${machines.length} machines (${names}): pick one with --machine ${path}#name.`,
    );
  const picked = name ?? machines[0] ?? '';
  const value = exported[picked];
  if (isMachine(value)) return value;
  const problem = picked in exported ? 'is not an XState v5 machine' : 'is not exported';
  throw new UsageError(`"${picked}" ${problem} by ${path}. Machines there: ${names}.`);
}

async function load(path: string, folder: string): Promise<Record<string, unknown>> {
  try {
    return { ...(await import(new URL(path, pathToFileURL(`${folder}/`)).href)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const hint = /\.[cm]?tsx?$/.test(path)
      ? ' For TypeScript, run it through a loader: npx tsx node_modules/.bin/moonkey-statechart …'
      : '';
    throw new UsageError(`${path} could not be loaded: ${reason}${hint}`);
  }
}
