import type { ServerReport } from './job.js';
import { profileSince } from './profile-since.js';

/** Tells the parent process where this one listens, then what it has used and done, each time it is asked. */
export function serveReports(urls: ServerReport['urls'], stop: () => Promise<void>): void {
  process.on('message', (message) => {
    if (message === 'stop') void stop().then(() => process.disconnect());
    else if (message === 'profile') {
      void profileSince().then((places) => process.send?.({ places }));
    } else {
      const { user, system } = process.cpuUsage();
      process.send?.({ cpuMs: (user + system) / 1_000 });
    }
  });
  process.send?.({ urls } satisfies ServerReport);
}
