import { afterEach } from 'vitest';
import { collectRun } from '../../testing/run/collect-run.js';
import { metaKey } from './meta-key.js';

// A worker that runs several files runs this anew for each of them.
const run = collectRun();

afterEach(({ task }) => {
  Object.assign(task.file.meta, { [metaKey]: run.result() });
});
