/**
 * Where the session service was: it is the package `@moon-key/session-api` now.
 *
 * @packageDocumentation
 */
const message =
  'The session service moved from "@moon-key/react-auth/session-api" to a package of its own. ' +
  'Run "npm install @moon-key/session-api" and import from "@moon-key/session-api".';

/** @deprecated Import it from `@moon-key/session-api`. */
export const createSessionApi: never = moved();
/** @deprecated Import it from `@moon-key/session-api`. */
export const startSessionApi: never = moved();

function moved(): never {
  throw new Error(message);
}
