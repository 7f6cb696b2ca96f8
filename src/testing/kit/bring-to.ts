import type { Auth } from '../../engine/index.js';
import type { AuthView } from '../../machines/index.js';
import type { FakeBackend } from './fake-backend.js';
import { quietly } from './quietly.js';
import { seed } from './seeded-backend.js';
import type { TestState } from './view-of.js';

/** Brings an engine that has just started to a state, through its own verbs. */
export async function bringTo(
  engine: Auth,
  backend: FakeBackend,
  { status, user, storage, pendingRevocations }: Required<TestState>,
): Promise<void> {
  const arrived = until(engine, (view) => view.status === status);
  if (status === 'signingIn') {
    backend.failNext('verifyCode', 'hang');
    quietly(engine.signIn({ methodId: `method:${user.email}`, code: backend.code }));
  } else if (status === 'authenticated' || status === 'loggingOut')
    await engine.signIn({ methodId: seed, code: backend.code });
  if (status === 'loggingOut') {
    backend.failNext('revoke', 'hang');
    quietly(engine.logout());
  }
  await arrived;
  engine.actor.send({ type: 'STORAGE_CHANGED', storage });
  engine.actor.send({ type: 'OUTBOX_CHANGED', pending: pendingRevocations });
}

function until(auth: Auth, reached: (view: AuthView) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (reached(auth.getView())) return resolve();
    const stop = auth.subscribe((view) => {
      if (!reached(view)) return;
      stop();
      resolve();
    });
  });
}
