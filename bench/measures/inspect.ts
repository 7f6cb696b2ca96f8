import { fileURLToPath } from 'node:url';
import { servePage } from '../../test/inspect/page/serve-page.js';
import { openPage } from '../harness/browser.js';
import { bundleSize } from '../harness/bundle-size.js';
import { interleave, type Lab } from '../harness/lab.js';
import { atMost, type Measure } from '../harness/measure.js';
import { median, type Series } from '../harness/statistics.js';
import { costOfListening } from '../inspector/cost-of-listening.js';
import { costPerFrame, FRAMES, showSixty } from '../inspector/cost-per-frame.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What an inspector costs the page that it looks at. */
export async function measureInspect(lab: Lab): Promise<Measure> {
  const frames = await measureFrames(lab);
  const [full] = frames;
  return {
    title: 'The inspector',
    series: [...frames, ...(await measureListening(lab)), ...(await measureSizes())],
    verdicts: [
      atMost(
        'main thread for an event: 5,000 entries, 60 states, 12 actors, what was taken shown',
        median(full?.values ?? []),
        4,
        ' ms',
      ),
    ],
    notes: [
      `One event with each frame; each figure is the mean of ${FRAMES}, in ticks of the thread: script, style, layout and paint. \`send()\`: the mean of 200 transitions of the auth machine. Sizes: minified by esbuild and gzipped, without their libraries, on top of nothing.`,
    ],
  };
}

const cases = [
  ['event, log of 5,000, sixty states, what was taken shown', '?actors=12&limit=5000'],
  ['event, log of 500, sixty states, what was taken shown', '?actors=12&limit=500'],
  ['event, no inspector', '?actors=12&none'],
] as const;

/** The full log first. */
async function measureFrames({ browser, repeat }: Lab): Promise<Series[]> {
  const served = await servePage('own-app.ts');
  const series: Series[] = [];
  try {
    for (const [name, query] of cases) {
      const page = await openPage(browser, `${served.url}${query}`);
      if (!query.endsWith('none')) await showSixty(page);
      series.push({ name, unit: 'ms', values: await costPerFrame(page, repeat) });
      await page.close();
    }
  } finally {
    await served.stop();
  }
  return series;
}

async function measureListening({ browser, repeat }: Lab): Promise<Series[]> {
  const served = await servePage('app.ts');
  try {
    const open = async (query: string) => {
      const page = await openPage(browser, `${served.url}${query}`);
      await page.getByText('loggedOut', { exact: true }).first().waitFor();
      return () => costOfListening(page);
    };
    const [bare, listening] = [await open('?none'), await open('?bare')];
    const measured = await interleave(repeat, { bare, listening });
    return [
      { name: 'send(), an inspector listens', unit: 'µs', values: measured.listening },
      { name: 'send(), no inspector', unit: 'µs', values: measured.bare },
    ];
  } finally {
    await served.stop();
  }
}

async function measureSizes(): Promise<Series[]> {
  const libraries = ['xstate', 'react', 'react-dom', 'react/jsx-runtime', '@xstate/react', 'idb'];
  const external = [...libraries, 'zod', 'elkjs', '@statelyai/inspect', 'commander'];
  const sizeOf = async (file: string): Promise<number> => {
    const { start } = await bundleSize({
      source: `export * from './src/inspect/${file}'`,
      from: root,
      external,
    });
    return start;
  };
  return [
    {
      name: 'mountInspector and its panel',
      unit: 'kB',
      values: [await sizeOf('recording/mount-inspector.ts')],
    },
    {
      name: 'createRedactedInspector alone',
      unit: 'kB',
      values: [await sizeOf('redact/redacted-inspector.ts')],
    },
  ];
}
