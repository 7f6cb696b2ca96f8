import { parseArgs } from 'node:util';
import type { FactSource } from '../paths/index.js';
import type { Runner } from './heads.js';
import { runners } from './heads.js';

/** What `moonkey-testgen` was asked for. */
export interface Flags {
  readonly out: string;
  /** A recording to make a test of; null for tests of generated paths. */
  readonly from: string | null;
  readonly app: string | null;
  readonly runner: Runner;
  readonly goal: 'authenticated' | 'loggedOut' | null;
  readonly kind: 'shortest' | 'simple';
  readonly depth: number | null;
  readonly limit: number | null;
  readonly by: readonly FactSource[] | null;
  readonly force: boolean;
  readonly help: boolean;
}

/** What `--help` says. */
export const help = `Usage: moonkey-testgen [options]

Writes test files that drive your app along the paths of its sign-ins and logouts.

      --from <file>     makes one test of what a flight recorder exported: replays it with the driver
                        in the folder, and shortens it as long as the app goes on doing wrong
  -o, --out <folder>    where the files go (default: auth-paths)
  -a, --app <file>      your app's root component (default: src/App.tsx, src/app.tsx, App.tsx)
  -r, --runner <name>   ${runners.join(', ')} (default: vitest)
  -g, --goal <status>   keeps the paths that end so: authenticated, loggedOut
  -k, --kind <kind>     shortest: few short paths (default); simple: all simple ones
  -d, --depth <steps>   the most steps in a path
  -l, --limit <paths>   the most paths
  -b, --by <who...>     who acts: user app server device otherTab time
  -f, --force           overwrites the test file; never the driver
  -h, --help            this
`;

/** Reads the command line. @throws Error that names what is wrong. */
export function readFlags(args: readonly string[]): Flags {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      out: { type: 'string', short: 'o', default: 'auth-paths' },
      app: { type: 'string', short: 'a' },
      runner: { type: 'string', short: 'r', default: 'vitest' },
      goal: { type: 'string', short: 'g' },
      kind: { type: 'string', short: 'k', default: 'shortest' },
      depth: { type: 'string', short: 'd' },
      limit: { type: 'string', short: 'l' },
      by: { type: 'string', short: 'b', multiple: true },
      force: { type: 'boolean', short: 'f', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  // "--by user server" is one flag with several values.
  if (positionals.length > 0 && !values.by)
    throw new Error(`"${positionals[0]}" is not understood. See --help.`);
  return {
    out: values.out,
    from: values.from ?? null,
    app: values.app ?? null,
    runner: oneOf('runner', values.runner, runners),
    goal: values.goal ? oneOf('goal', values.goal, ['authenticated', 'loggedOut'] as const) : null,
    kind: oneOf('kind', values.kind, ['shortest', 'simple'] as const),
    depth: count('depth', 'steps', values.depth),
    limit: count('limit', 'paths', values.limit),
    by: values.by ? ([...values.by, ...positionals] as FactSource[]) : null,
    force: values.force,
    help: values.help,
  };
}

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const choice = choices.find((each) => each === value);
  if (!choice) throw new Error(`"--${name} ${value}": Allowed choices are ${choices.join(', ')}.`);
  return choice;
}

function count(name: string, what: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`"--${name} ${text}": it must be a whole number of ${what}, at least 1.`);
  return value;
}
