import type { SignInError } from '../../engine/index.js';
import { warnOnce } from '../warn-once.js';
import { explain, readCause } from './explain.js';

/**
 * Says on the console, once and in development, what the user can do nothing about: that the backend's
 * routes are not there, or refuse this page. Nothing is left of it in a production build.
 */
export function tellDeveloper(error: SignInError): void {
  try {
    if (process.env.NODE_ENV !== 'production') tell(error);
  } catch {
    // No bundler has put in what `process` is, and that page counts as production.
  }
}

function tell(error: SignInError): void {
  const { text } = explain(error, false);
  if (text !== 'errorServer' && text !== 'errorNetwork') return;
  const { status } = readCause(error.cause);
  const answer =
    status > 0 ? `answered ${status} (${error.code})` : `gave no answer (${error.code})`;
  warnOnce(
    'error',
    `MoonKeyProvider: the auth routes of your backend ${answer}. They belong at "config.backend", ` +
      '"/api/auth" unless you set it: mount createAuthHandler() there, let your dev server proxy ' +
      "that path, and name this page's origin in allowedOrigins if it is another one. " +
      'See docs/getting-started.md, "The backend".',
  );
}
