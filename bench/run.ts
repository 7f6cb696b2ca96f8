import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { removeClients } from './clients/install.js';
import { openBrowser } from './harness/browser.js';
import { buildPages } from './harness/build-pages.js';
import type { Lab } from './harness/lab.js';
import type { Measure } from './harness/measure.js';
import { describe, judge } from './harness/report.js';
import { startScriptedServer } from './harness/scripted-server.js';
import { writePage } from './harness/write-page.js';
import { measureDurable } from './measures/durable.js';
import { measureConsumers } from './measures/consumers.js';
import { measureFetch } from './measures/fetch.js';
import { measureInspect } from './measures/inspect.js';
import { measureLogout } from './measures/logout.js';
import { measureOutbox } from './measures/outbox.js';
import { measureServerState } from './measures/server-state.js';
import { measureSessionApi } from './measures/session-api.js';
import { measureSizes } from './measures/sizes.js';
import { measureStart } from './measures/start.js';
import { measureTabs } from './measures/tabs.js';
import { measureVisitor } from './measures/visitor.js';

/** Those that need no browser. */
const apart: Record<string, () => Promise<Measure>> = { 'session-api': measureSessionApi };

const inLab: Record<string, (lab: Lab) => Promise<Measure>> = {
  logout: measureLogout,
  durable: measureDurable,
  start: measureStart,
  visitor: measureVisitor,
  'server-state': measureServerState,
  tabs: measureTabs,
  consumers: measureConsumers,
  outbox: measureOutbox,
  fetch: measureFetch,
  inspect: measureInspect,
  sizes: measureSizes,
};

const known = [...Object.keys(inLab), ...Object.keys(apart)];

const usage = `npm run bench -- [options]
  --only A,B    these measures only: ${known.join(', ')}
  --repeat N    how often each thing is measured; default 40
  --write       puts the figures of what was measured into docs/performance.md
  --check       exits with 1 when a target was missed`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    repeat: { type: 'string', default: '40' },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const repeat = Number(values.repeat);
const names = values.only?.split(',') ?? known;
const unknown = names.filter((name) => !known.includes(name));

if (values.help) console.log(usage);
else if (unknown.length > 0 || !Number.isSafeInteger(repeat) || repeat < 1) {
  console.error(
    unknown.length > 0
      ? `--only: there is no measure "${unknown.join('", "')}".\n\n${usage}`
      : `--repeat must be an integer of at least 1, not "${values.repeat}".\n\n${usage}`,
  );
  process.exitCode = 2;
} else await run();

async function run() {
  const results: Measure[] = [];
  const add = (measured: Measure) => {
    results.push(measured);
    console.log(`${describe(measured)}\n`);
  };
  const chromium = names.some((name) => name in inLab) ? await runInLab(add) : 'not used';
  for (const name of names) {
    const measured = await apart[name]?.();
    if (measured) add(measured);
  }

  const verdicts = results.flatMap((result) => result.verdicts);
  if (values.write) await writePage(results, chromium);
  if (values.only === undefined) runOthers();
  console.log(`### Targets\n\n${judge(verdicts)}`);
  if (values.check && verdicts.some(({ passed }) => !passed)) process.exitCode = 1;
}

/** The benchmark of the test paths, which stands on its own. */
function runOthers() {
  const file = fileURLToPath(new URL('paths.ts', import.meta.url));
  spawnSync('npx', ['tsx', file], { stdio: 'inherit' });
}

/** Measures what needs a browser; resolves to the browser's version. */
async function runInLab(add: (measured: Measure) => void): Promise<string> {
  const pages = [
    'moon-key',
    'moon-key-module',
    'server-state',
    'engine',
    'hand-written',
    'one-key',
    'transaction',
    'tabs',
    'consumers',
    'outbox',
    'fetch',
  ];
  const server = await startScriptedServer(await buildPages('pages', pages));
  const browser = await openBrowser();
  try {
    for (const name of names) {
      const measured = await inLab[name]?.({ browser, server, repeat });
      if (measured) add(measured);
    }
    return browser.version;
  } finally {
    await browser.close();
    await server.close();
    await removeClients();
  }
}
