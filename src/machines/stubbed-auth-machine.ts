import { createActors } from './actors.js';
import { createAuthMachine } from './auth-machine.js';
import { delays } from './delays.js';

/** The machine with services that reject until others are provided, and without its descriptions. */
export const stubbedAuthMachine = createAuthMachine(
  createActors((name) => Promise.reject(new Error(`The service "${name}" is not provided.`))),
  delays,
);
