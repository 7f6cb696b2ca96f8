import { describe } from 'vitest';
import { badInputSuite } from './suites/bad-input.js';
import { oneTimeCodesSuite } from './suites/one-time-codes.js';
import { sessionsSuite } from './suites/sessions.js';
import { usersSuite } from './suites/users.js';
import { libsqlDatabases } from './support/databases.js';

describe('the service on libSQL', () => {
  const databases = libsqlDatabases();
  sessionsSuite(() => databases);
  oneTimeCodesSuite(() => databases);
  usersSuite(() => databases);
  badInputSuite(() => databases);
});
