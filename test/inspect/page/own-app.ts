import { createActor } from 'xstate';
import type { AnyActorLogic } from 'xstate';
import { createAuth } from '@moon-key/react-auth/engine';
import { createInspector } from '@moon-key/react-auth/inspect';
import {
  checkoutMachine,
  nameless,
  sixtyFlatStates,
  sixtyStates,
  someoneElsesAuth,
} from '../machines/checkout.js';

/** An app with many actors of its own: `?actors=12`, `?limit=5000`, `?dir=rtl`, `?none`. */
const parameters = new URLSearchParams(location.search);
document.documentElement.dir = parameters.get('dir') ?? 'ltr';

const inspector = createInspector({
  limit: Number(parameters.get('limit') ?? 500),
  machines: [{ machine: checkoutMachine, allow: { context: ['step'], event: ['amount'] } }],
});
const isInspected = !parameters.has('none');
const auth = createAuth({
  publishableKey: 'pk_test_own',
  backend: '/api/auth',
  ...(isInspected ? { inspect: inspector.inspect } : {}),
});
const run = (logic: AnyActorLogic, systemId: string): ReturnType<typeof createActor> => {
  const actor = createActor(logic, {
    systemId,
    ...(isInspected ? { inspect: inspector.inspect } : {}),
  });
  actor.subscribe({ error: () => undefined });
  return actor.start();
};

const actors = {
  sixty: run(sixtyStates(), 'sixty'),
  flat: run(sixtyFlatStates(), 'flat'),
  checkout: run(checkoutMachine, 'checkout'),
  till: run(checkoutMachine, 'till'),
  lamp: run(nameless, 'lamp'),
  theirs: run(someoneElsesAuth, 'theirs'),
};
for (let count = 7; count < Number(parameters.get('actors') ?? 0); count += 1)
  run(nameless, `lamp${count}`);

const status = document.querySelector('#status');
auth.subscribe((view) => {
  if (status) status.textContent = view.status;
});
if (isInspected) inspector.mount(document.body, auth);
auth.start();
Object.assign(globalThis, { auth, actors });
