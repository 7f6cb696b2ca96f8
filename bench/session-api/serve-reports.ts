import type { ServerReport } from './job.js';

/** Tells the parent process where this one listens, then how much processor time it has used, each time it is asked. */
export function serveReports(urls: ServerReport['urls'], stop: () => Promise<void>): void {
  process.on('message', (message) => {
    if (message === 'stop') void stop().then(() => process.disconnect());
    else {
      const { user, system } = process.cpuUsage();
      process.send?.({ cpuMs: (user + system) / 1_000 });
    }
  });
  process.send?.({ urls } satisfies ServerReport);
}
