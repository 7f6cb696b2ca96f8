import { fromPromise, type PromiseActorLogic } from 'xstate';
import type { RunService, ServiceName, ServiceTypes } from './services.js';

/** One actor for each service, under its name. */
export type Actors = {
  [Name in ServiceName]: PromiseActorLogic<
    ServiceTypes[Name]['output'],
    ServiceTypes[Name]['input']
  >;
};

const names = [
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
export function createActors(run: RunService): Actors {
  const actor = <Name extends ServiceName>(name: Name) => [
    name,
    fromPromise<ServiceTypes[Name]['output'], ServiceTypes[Name]['input']>(({ input, signal }) =>
      run(name, input, signal),
    ),
  ];
  return Object.fromEntries(names.map(actor)) as Actors;
}
