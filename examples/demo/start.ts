import { readOptions, usage } from './server/options.js';
import { startDemo } from './server/start-demo.js';

const options = readOptions(process.argv.slice(2), process.env);

if (options === 'help') {
  console.log(usage);
} else {
  // Heard from the very start, so that Ctrl-C while it starts leaves nothing behind either.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        resolve();
      });
  });
  const demo = await startDemo(options);
  console.log(`
  The demo is running:  ${demo.url}

  Session service       ${demo.sessionServiceUrl}
  One-time codes        ${demo.sessionServiceUrl}/dev/inbox
  Kept in               ${options.data}

  Press Ctrl-C to stop.
`);
  await asked;
  await demo.close();
  console.log('  Stopped.');
}
