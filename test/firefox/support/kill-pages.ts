import { readdirSync, readFileSync } from 'node:fs';

/** What Firefox calls a process that runs the scripts of one site; one in reserve has another name. */
const OF_A_SITE = 'Isolated Web Co';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

/** Kills every process that runs a page's script, as a crash would; the browser's own go on. */
export function killPages(): void {
  const all = listProcesses();
  const below = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((each) => [each, ...below(each.pid)]);
  const pages = below(process.pid).filter(({ name }) => name === OF_A_SITE);
  if (pages.length === 0) throw new Error('no process of a page was found');
  for (const { pid } of pages) process.kill(pid, 'SIGKILL');
}

function listProcesses(): Process[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const stat = /^(?<pid>\d+) \((?<name>.*)\) \w (?<parent>\d+) /s.exec(readStat(entry));
      const { pid, name = '', parent } = stat?.groups ?? {};
      return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), name }];
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
