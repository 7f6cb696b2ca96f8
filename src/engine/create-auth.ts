import { delays } from '../machines/delays.js';
import type { Auth } from './auth.js';
import type { AuthOptions } from './options.js';
import { makeAuth } from './start/make-auth.js';
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
  return makeAuth(options);
}
