import { initializingDescriptions } from './states/initializing.js';
import { authenticatedDescriptions } from './states/authenticated.js';
import { loggingOutDescriptions } from './states/logging-out.js';
import { loggedOutDescriptions } from './states/logged-out.js';
import { signingInDescriptions } from './states/signing-in.js';

/** What every state of the chart is for, by its id: each is written beside its state. */
export const descriptions: Readonly<Record<string, string>> = {
  auth: 'The life of one session on this device.',
  ...initializingDescriptions,
  ...authenticatedDescriptions,
  ...loggingOutDescriptions,
  ...loggedOutDescriptions,
  ...signingInDescriptions,
};
