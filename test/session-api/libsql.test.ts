import { afterAll, describe } from 'vitest';
import { askedTogetherSuite } from './suites/asked-together.js';
import { badInputSuite } from './suites/bad-input.js';
import { comingAgainSuite } from './suites/coming-again.js';
import { clocksSuite } from './suites/clocks.js';
import { codeAttacksSuite } from './suites/code-attacks.js';
import { codeLimitsSuite } from './suites/code-limits.js';
import { contractSuite } from './suites/contract.js';
import { oneTimeCodesSuite } from './suites/one-time-codes.js';
import { sessionsSuite } from './suites/sessions.js';
import { signingKeysSuite } from './suites/signing-keys.js';
import { usersSuite } from './suites/users.js';
import { libsqlDatabases } from './support/databases.js';

describe('the service on libSQL', () => {
  const databases = libsqlDatabases();
  afterAll(() => databases.stop());

  sessionsSuite(() => databases);
  comingAgainSuite(() => databases);
  askedTogetherSuite(() => databases);
  oneTimeCodesSuite(() => databases);
  codeLimitsSuite(() => databases);
  codeAttacksSuite(() => databases);
  clocksSuite(() => databases);
  signingKeysSuite(() => databases);
  contractSuite(() => databases);
  usersSuite(() => databases);
  badInputSuite(() => databases);
});
