import { fromPromise, type PromiseActorLogic } from 'xstate';
import type { RunService, ServiceName, ServiceTypes } from './services.js';

/** One actor for each service, under its name. */
export type Actors = {
  [Name in ServiceName]: PromiseActorLogic<
    ServiceTypes[Name]['output'],
    ServiceTypes[Name]['input']
  >;
};

/** Makes the actors that the machine invokes out of what runs the services. */
export function createActors(run: RunService): Actors {
  const actor = <Name extends ServiceName>(name: Name) =>
    fromPromise<ServiceTypes[Name]['output'], ServiceTypes[Name]['input']>(({ input, signal }) =>
      run(name, input, signal),
    );
  return {
    restoreSession: actor('restoreSession'),
    verifySignIn: actor('verifySignIn'),
    commitSession: actor('commitSession'),
    refreshSession: actor('refreshSession'),
    askLogoutGuards: actor('askLogoutGuards'),
    clearDevice: actor('clearDevice'),
    revokeSession: actor('revokeSession'),
    runCleaners: actor('runCleaners'),
  };
}
