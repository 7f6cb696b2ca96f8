import { describe, it } from 'vitest';
import { describeAuthPaths, generateAuthPaths } from '../../../src/testing/index.js';
import { engineItself } from './engine-itself.js';

describeAuthPaths(generateAuthPaths(), engineItself, {
  name: 'the engine itself follows the default paths',
  describe,
  it,
});
