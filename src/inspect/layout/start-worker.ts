import { standsAlone } from './stands-alone.js';

/** Starts a worker that lays charts out; throws where there is no such way in this page. */
export type WayToWorker = () => Worker | Promise<Worker>;

/** As Vite, webpack, Rollup's plugin and Parcel follow it: a file of its own. */
function fromOwnFile(): Worker {
  return new Worker(new URL('./elk-worker.js', import.meta.url), { type: 'module' });
}

/** Without a bundler: an import map says where elkjs is, but says it to no worker. */
function fromImportMap(): Worker {
  return new Worker(import.meta.resolve('elkjs/lib/elk-worker.min.js'));
}

/** As esbuild does it, which follows no `new URL()`, but splits: the chunk knows its own address. */
async function fromOwnChunk(): Promise<Worker> {
  const { chunkUrl, workerName } = await import('./elk-chunk.js');
  const here = import.meta.url as string | undefined;
  const scripts = new Set(Array.from(document.scripts, ({ src }) => src));
  if (!chunkUrl || chunkUrl === here || !(await standsAlone(chunkUrl, scripts)))
    throw new Error('This bundle has no file for a worker.');
  return new Worker(chunkUrl, { type: 'module', name: workerName });
}

/** Best first. */
export const waysToWorker: readonly WayToWorker[] = [fromOwnFile, fromImportMap, fromOwnChunk];
