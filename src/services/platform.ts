import { completeEnvironment } from './browser-environment.js';
import type { Environment } from './environment.js';
import { startEnvironment } from './start-environment.js';

/** The browser's own parts, or what there is of them: on a server, little. */
export function browserEnvironment(): Environment {
  return completeEnvironment(startEnvironment());
}
