import { processesBelow } from '../../support/processes.js';

/** What Firefox calls a process that runs the scripts of one site; one in reserve has another name. */
const OF_A_SITE = 'Isolated Web Co';

/** Kills every process that runs a page's script, as a crash would; the browser's own go on. */
export function killPages(): void {
  const pages = processesBelow(process.pid, OF_A_SITE);
  if (pages.length === 0) throw new Error('no process of a page was found');
  for (const { pid } of pages) process.kill(pid, 'SIGKILL');
}
