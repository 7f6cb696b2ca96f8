import { readdirSync, readFileSync } from 'node:fs';

/** A process of this machine, as `/proc` tells of it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** At most 15 characters. */
  readonly name: string;
  /** `R` while it runs or wants to, `S` while it waits. */
  readonly state: string;
}

/** The processes that a process has started, and that those have; of a name, where one is given. */
export function processesBelow(pid: number, name?: string): Process[] {
  const all = listProcesses();
  const below = (of: number): Process[] =>
    all.filter(({ parent }) => parent === of).flatMap((each) => [each, ...below(each.pid)]);
  return below(pid).filter((each) => name === undefined || each.name === name);
}

function listProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const stat = /^(?<pid>\d+) \((?<name>.*)\) (?<state>\w) (?<parent>\d+) /s.exec(
        readStat(entry),
      );
      const { pid, name = '', state = '', parent } = stat?.groups ?? {};
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), name, state }];
    });
}

/** Empty where the process has ended meanwhile. */
function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return '';
  }
}
