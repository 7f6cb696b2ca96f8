import { createActors, delays } from './actors.js';
import { createAuthMachine } from './auth-machine.js';

/** The machine with services that reject until others are provided, and without its descriptions. */
export const stubbedAuthMachine = createAuthMachine(
  createActors(() => Promise.reject(new Error('not provided'))),
  delays,
);
