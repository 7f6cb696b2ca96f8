import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { AnyStateMachine } from 'xstate';
import { toJSON } from '../definition/to-json.js';
import { toMermaid } from '../mermaid/to-mermaid.js';
import { toSvg } from '../svg/to-svg.js';
import { toStateTable } from '../table/state-event-table.js';
import { loadMachine } from './load-machine.js';
import { UsageError } from './usage-error.js';

const help = `Usage: moonkey-statechart [options]

Writes the statechart of @moon-key/react-auth, or of your own XState v5 machine.

  --format <format>             mermaid, svg, table, or json for Stately's editor (default: mermaid)
  --machine <file#export>       your machine, e.g. ./machine.js#myMachine (default: authMachine)
  --direction <TB|LR>           grow down, or to the right (default: TB)
  --theme <auto|light|dark>     colours of an SVG (default: auto)
  --depth <n>                   levels of states in an SVG; 1 is an outline (default: all)
  --out <file>                  write there instead of to standard output
  --help                        show this
`;

/** What the command needs of the process that runs it. */
export interface Terminal {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  cwd(): string;
}

/** Runs the command `moonkey-statechart`; resolves to its exit code. */
export async function runStatechart(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const flags = parse(args);
    if (flags.help) {
      terminal.stdout.write(help);
      return 0;
    }
    const written = await write(await loadMachine(flags.machine, terminal.cwd()), flags);
    if (flags.out === undefined) terminal.stdout.write(written);
    else await save(resolve(terminal.cwd(), flags.out), written);
    return 0;
  } catch (error) {
    const known = error instanceof UsageError || (error instanceof Error && 'code' in error);
    if (!known) throw error;
    terminal.stderr.write(`moonkey-statechart: ${error.message}\n`);
    return 1;
  }
}

interface Flags {
  readonly format: 'mermaid' | 'svg' | 'table' | 'json';
  readonly direction: 'TB' | 'LR';
  readonly theme: 'auto' | 'light' | 'dark';
  readonly depth: number | undefined;
  readonly machine: string | undefined;
  readonly out: string | undefined;
  readonly help: boolean;
}

function parse(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      format: { type: 'string', default: 'mermaid' },
      direction: { type: 'string', default: 'TB' },
      theme: { type: 'string', default: 'auto' },
      depth: { type: 'string' },
      machine: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  return {
    format: oneOf('format', values.format, ['mermaid', 'svg', 'table', 'json']),
    direction: oneOf('direction', values.direction, ['TB', 'LR']),
    theme: oneOf('theme', values.theme, ['auto', 'light', 'dark']),
    depth: values.depth === undefined ? undefined : Number(values.depth),
    machine: values.machine,
    out: values.out,
    help: values.help,
  };
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw new UsageError(`--${flag} "${value}" is unknown. Use one of: ${allowed.join(', ')}.`);
}

async function write(machine: AnyStateMachine, flags: Flags): Promise<string> {
  const { format, direction, theme, depth } = flags;
  if (format === 'svg')
    return toSvg(machine, { theme, direction, ...(depth === undefined ? {} : { depth }) });
  if (format === 'json') return `${JSON.stringify(toJSON(machine), null, 2)}\n`;
  return format === 'table' ? toStateTable(machine) : toMermaid(machine, { direction });
}

async function save(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--out could not be written: ${reason}. Does its folder exist?`);
  }
}
