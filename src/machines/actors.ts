import { fromPromise, type PromiseActorLogic } from 'xstate';
import type { RunService, ServiceName, ServiceTypes } from './services.js';

/** One actor for each service, under its name. */
export type Actors = {
  [Name in ServiceName]: PromiseActorLogic<
    ServiceTypes[Name]['output'],
    ServiceTypes[Name]['input']
  >;
};

/** The names of all services. */
export const serviceNames = [
  'restoreSession',
  'verifySignIn',
  'commitSession',
  'refreshSession',
  'askLogoutGuards',
  'clearDevice',
  'revokeSession',
  'runCleaners',
] as const satisfies readonly ServiceName[];

/** Makes the actors that the machine invokes out of what runs the services. */
export const createActors = (run: RunService): Actors =>
  Object.fromEntries(
    serviceNames.map((name) => [
      name,
      fromPromise(({ input, signal }: { input: never; signal: AbortSignal }) =>
        run(name, input, signal),
      ),
    ]),
  ) as Actors;
