import { describe, it } from 'vitest';
import { describeAuthPaths, generateAuthPaths } from '../../src/testing/index.js';
import { CorrectApp } from '../testing/buggy-apps/correct-app.js';
import { driverOf } from '../testing/buggy-apps/driver.js';

describeAuthPaths(
  generateAuthPaths({ by: ['user', 'server', 'otherTab', 'time', 'device'] }),
  driverOf(CorrectApp),
  { name: 'a correct app passes in Vitest’s browser mode, on the real IndexedDB', describe, it },
);
