import { delays } from '../machines/actors.js';
import type { Auth } from './auth.js';
import { keyProblem } from './key-problem.js';
import { ConfigurationError } from './configuration-error.js';
import { createEngine } from './create-engine.js';
import type { AuthOptions } from './options.js';
import { validateOptions } from './validate-options.js';

/**
 * Creates the engine: the statechart with its services, behind verbs. On a page it
 * reads the stored session ahead; on a server it touches nothing. It does nothing else until it is
 * started.
 *
 * @throws {@link ConfigurationError} that names the option.
 *
 * @example
 * ```ts
 * import { createAuth } from '@moon-key/react-auth/engine'
 *
 * const auth = createAuth({ publishableKey: 'pk_test_123', backend: '/api/auth' })
 * auth.start()
 * auth.subscribe((view) => console.log(view.status))
 * await auth.logout()
 * ```
 */
export function createAuth(options: AuthOptions): Auth {
  validateOptions(options, Object.keys(delays));
  const problem = keyProblem(options.publishableKey);
  if (problem) throw new ConfigurationError('publishableKey', problem);
  return createEngine(options);
}
