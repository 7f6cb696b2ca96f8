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

/** Those that need no browser, and have a page of targets of their own: by name only. */
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
                (default: all but session-api, which takes five to nine minutes)
  --repeat N    how often each thing is measured; default 20
  --write       puts each measure's figures into docs/performance.md as soon as it is over
  --check       exits with 1 when a target was missed`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    repeat: { type: 'string', default: '20' },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const repeat = Number(values.repeat);
const names = values.only?.split(',') ?? Object.keys(inLab);
const isWhole = Object.keys(inLab).every((name) => names.includes(name));
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
  let chromium = 'not used';
  const add = async (measured: Measure) => {
    results.push(measured);
    console.log(`${describe(measured)}\n`);
    // At once: a later measure may fail, or be cut off.
    if (values.write) await writePage({ measures: [measured], isWhole: false, chromium, repeat });
  };
  if (names.some((name) => name in inLab))
    await runInLab(add, (version) => {
      chromium = version;
    });
  for (const name of names) {
    const measured = await apart[name]?.();
    if (measured) await add({ ...measured, isApart: true });
  }

  const verdicts = results.flatMap((result) => result.verdicts);
  if (values.write && isWhole) await writePage({ measures: results, isWhole, chromium, repeat });
  if (values.only === undefined) runOthers();
  console.log(`### Targets\n\n${judge(verdicts)}`);
  if (values.check && verdicts.some(({ passed }) => !passed)) process.exitCode = 1;
}

/** The benchmark of the test paths, which stands on its own. */
function runOthers() {
  const file = fileURLToPath(new URL('paths.ts', import.meta.url));
  spawnSync('npx', ['tsx', file], { stdio: 'inherit' });
}

/** Measures what needs a browser; says first which one that is. */
async function runInLab(
  add: (measured: Measure) => Promise<void>,
  onBrowser: (version: string) => void,
): Promise<void> {
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
  onBrowser(browser.version);
  try {
    for (const name of names) {
      const measured = await inLab[name]?.({ browser, server, repeat });
      if (measured) await add(measured);
    }
  } finally {
    await browser.close();
    await server.close();
    await removeClients();
  }
}
