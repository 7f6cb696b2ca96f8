import type { SignInError } from '../engine/index.js';
import { backendTrouble } from './backend-trouble.js';

let isSaid = false;

/**
 * Says once, on the console, that something else than the backend's routes has answered, or nothing at
 * all. For development: what a user sees stays in the user's words.
 */
export function explainMissingBackend(error: SignInError): void {
  const trouble = backendTrouble(error);
  if (!trouble || isSaid) return;
  isSaid = true;
  console.error(
    `MoonKeyProvider: the auth routes of your backend ${trouble}. They belong at "config.backend", ` +
      'which is "/api/auth" unless you set it: mount createAuthHandler() there, let your dev server ' +
      "proxy the path, and name the page's origin in allowedOrigins if it is not the same. " +
      'See docs/getting-started.md, "The backend".',
  );
}
