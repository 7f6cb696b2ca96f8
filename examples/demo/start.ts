import { type DemoOptions, readOptions, usage } from './server/options.js';
import { startDemo } from './server/start-demo.js';

// Heard from the very start, so that Ctrl-C while it starts leaves nothing behind either.
const stopAsked = new Promise<void>((resolve) => {
  let count = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      count += 1;
      if (count > 2) process.exit(1);
      resolve();
    });
});

async function run(options: DemoOptions): Promise<void> {
  console.log('  Starting the session service and building the page…');
  const demo = await startDemo(options);
  console.log(`
  The demo is running:  ${demo.url}

  Session service       ${demo.sessionServiceUrl}
  One-time codes        ${demo.sessionServiceUrl}/dev/inbox
  Kept in               ${options.data}

  Press Ctrl-C to stop.
`);
  await stopAsked;
  await demo.close();
  console.log('  Stopped.');
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') console.log(usage);
  else await run(options);
} catch (error) {
  console.error(`  ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
