import { createHash } from 'node:crypto';
import { toCommonJs } from './to-common-js.js';

/** A Jest transformer that makes CommonJS of the ES modules of this package, with the Babel of Jest. */
const transformer = {
  process: (source: string, file: string): { code: string } => ({ code: toCommonJs(source, file) }),
  getCacheKey: (source: string, file: string): string =>
    createHash('sha256').update(`1\0${file}\0${source}`).digest('hex'),
};

export default transformer;
