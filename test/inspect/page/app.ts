import { createAuth } from '@moon-key/react-auth/engine';
import { createInspector, mountInspector } from '@moon-key/react-auth/inspect';

const parameters = new URLSearchParams(location.search);
const log = document.querySelector('#result');
const say = (text: string): void => {
  if (log) log.textContent = text;
};

const inspector = createInspector();
const late = parameters.has('late');
const auth = createAuth({
  publishableKey: 'pk_test_inspector',
  backend: '/api/auth',
  timeouts: { revokeTimeout: 2_000 },
  ...(late || parameters.has('none') ? {} : { inspect: inspector.inspect }),
});

const press = (id: string, run: () => Promise<unknown>): void => {
  document.querySelector(id)?.addEventListener('click', () => {
    run().then(
      () => {
        say(`${id} done`);
      },
      (error: unknown) => {
        say(`${id} ${error instanceof Error && 'code' in error ? String(error.code) : 'failed'}`);
      },
    );
  });
};

press('#signIn', async () => {
  const { methodId } = await auth.sendCode({
    email: parameters.get('email') ?? 'ada@example.test',
  });
  await auth.signIn({ methodId, code: parameters.get('code') ?? '424242' });
});
press('#logout', () => auth.logout());
document.querySelector('#window')?.addEventListener('click', () => {
  inspector.openWindow(auth);
});

auth.subscribe((view) => {
  const status = document.querySelector('#status');
  if (status) status.textContent = view.status;
});
if (!parameters.has('bare') && !parameters.has('none')) {
  if (late) mountInspector(document.body, auth);
  else inspector.mount(document.body, auth);
}
auth.start();
Object.assign(globalThis, { auth });
