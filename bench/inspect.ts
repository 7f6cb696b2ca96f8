import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '../scripts/chromium.js';
import type { ServedPage } from '../test/inspect/page/serve-page.js';
import { servePage } from '../test/inspect/page/serve-page.js';

const TRANSITIONS = 200;
const ROUNDS = 25;
const FRAMES = 300;

const ways = {
  'no inspector': '?none',
  'listening, not shown': '?bare',
  'shown beside the app': '',
} as const;

type Way = keyof typeof ways;

interface AppWindow {
  readonly auth: { readonly actor: { send(event: object): void } };
}

/** Two figures of one round, in µs per transition. */
interface Round {
  /** Until `send()` has returned. */
  readonly sending: number;
  /** Until the next frame has been made, all drawing included. */
  readonly drawing: number;
}

await run();

async function run(): Promise<void> {
  const [served, browser] = await Promise.all([
    servePage('app.ts'),
    chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] }),
  ]);
  try {
    await reportOverhead(served, browser);
  } finally {
    await browser.close();
    await served.stop();
  }
  await reportFrames();
  await reportSizes();
}

interface OwnAppWindow {
  readonly actors: Readonly<Record<string, { send(event: object): void }>>;
}

/** What one event costs the main thread when each comes in a frame of its own, with a full log. */
async function reportFrames(): Promise<void> {
  const [own, browser] = await Promise.all([
    servePage('own-app.ts'),
    chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] }),
  ]);
  const cases = {
    'no inspector': '?none&actors=12',
    'log of 500, sixty states shown': '?actors=12&limit=500',
    'log of 5,000, sixty states shown': '?actors=12&limit=5000',
  } as const;
  console.log(
    `\n### One event per frame, ms of the main thread (script, style, layout, paint; ${FRAMES} frames, 12 actors)\n`,
  );
  console.log('| | ms per frame |\n| --- | --: |');
  try {
    for (const [name, query] of Object.entries(cases)) {
      const page = await browser.newPage();
      await page.goto(`${own.url}${query}`);
      const isShown = !query.includes('none');
      if (isShown) await showSixty(page);
      const session = await page.context().newCDPSession(page);
      // Ticks of the thread: what other processes do meanwhile does not count.
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      const busy = async (): Promise<number> => {
        const { metrics } = await session.send('Performance.getMetrics');
        return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1_000;
      };
      await page.evaluate(sendPerFrame, 60);
      const before = await busy();
      await page.evaluate(sendPerFrame, FRAMES);
      console.log(`| ${name} | ${(((await busy()) - before) / FRAMES).toFixed(2)} |`);
      await page.close();
    }
  } finally {
    await browser.close();
    await own.stop();
  }
}

/** Shows the chart of sixty states, and fills the log to its limit. */
async function showSixty(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Show sixty', exact: true }).click();
  await page.locator('g[data-state="sixty"]').waitFor();
  await page.evaluate(() => {
    const { actors } = globalThis as unknown as OwnAppWindow;
    for (let step = 0; step < 5_100; step += 1) actors['sixty']?.send({ type: 'NEXT' });
  });
}

async function sendPerFrame(frames: number): Promise<void> {
  const { actors } = globalThis as unknown as OwnAppWindow;
  for (let frame = 0; frame < frames; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    actors['sixty']?.send({ type: 'NEXT' });
  }
}

async function reportOverhead(served: ServedPage, browser: Browser): Promise<void> {
  const names = Object.keys(ways) as Way[];
  const pages = await Promise.all(
    names.map(async (name) => {
      const page = await browser.newPage();
      await page.goto(`${served.url}${ways[name]}`);
      await page.getByText('loggedOut', { exact: true }).first().waitFor();
      if (name === 'shown beside the app') await page.locator('.state.active').first().waitFor();
      return page;
    }),
  );
  const rounds = names.map((): Round[] => []);
  for (let round = -5; round < ROUNDS; round += 1)
    for (const [index, page] of pages.entries()) {
      await page.bringToFront();
      const measured = await page.evaluate(measureInPage, TRANSITIONS);
      if (round >= 0) rounds[index]?.push(measured);
    }
  console.log(
    `### An attached inspector, µs per transition (medians of ${ROUNDS} rounds of ${TRANSITIONS})\n`,
  );
  console.log('| | until send() returns | with drawing |\n| --- | --: | --: |');
  for (const [index, name] of names.entries()) {
    const median = (figure: keyof Round): string =>
      medianOf((rounds[index] ?? []).map((each) => each[figure])).toFixed(1);
    console.log(`| ${name} | ${median('sending')} | ${median('drawing')} |`);
  }
}

async function measureInPage(transitions: number): Promise<Round> {
  const { actor } = (globalThis as unknown as AppWindow).auth;
  await new Promise((resolve) => requestAnimationFrame(resolve));
  let sending = 0;
  const start = performance.now();
  for (let index = 0; index < transitions; index += 1) {
    const before = performance.now();
    actor.send({ type: 'OUTBOX_CHANGED', pending: index + 1 });
    sending += performance.now() - before;
  }
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const scale = 1_000 / transitions;
  return { sending: sending * scale, drawing: (performance.now() - start) * scale };
}

async function reportSizes(): Promise<void> {
  const parts = {
    'redaction alone': 'redact/redacted-inspector.ts',
    'Mermaid alone': 'mermaid/to-mermaid.ts',
    'the offline inspector': 'recording/mount-inspector.ts',
    'the React component, at start': 'react.tsx',
    'an import that is not used': null,
  };
  console.log(
    '\n### Sizes, kB gzipped, on top of the engine and without elkjs\n\n| | kB |\n| --- | --: |',
  );
  for (const [name, file] of Object.entries(parts))
    console.log(`| ${name} | ${(await sizeOf(file)).toFixed(1)} |`);
}

/** What a page that has the engine already loads for a file; for null, for an unused import. */
async function sizeOf(file: string | null): Promise<number> {
  const contents =
    file === null
      ? `import { mountInspector } from '@moon-key/react-auth/inspect'`
      : `export * from '../src/inspect/${file}'`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: '/',
    external: ['xstate', 'react', 'react/*', 'elkjs/*', '@statelyai/inspect'],
    plugins: [
      {
        name: 'what-the-engine-has',
        setup(bundler) {
          bundler.onResolve({ filter: /\/(engine|machines|services|react)\// }, ({ path }) => ({
            path,
            external: true,
          }));
        },
      },
    ],
    logLevel: 'error',
  });
  const start = outputFiles.filter(({ path }) => path.endsWith('/stdin.js'));
  const text = start.map((each) => each.text).join();
  const shared = outputFiles.filter(({ path }) =>
    new RegExp(`(from|import)\\s*"\\.${path.slice(path.lastIndexOf('/'))}"`).test(text),
  );
  return [...start, ...shared].reduce(
    (sum, each) => sum + gzipSync(each.contents).length / 1_000,
    0,
  );
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
