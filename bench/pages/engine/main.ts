import { createAuth } from '@moon-key/react-auth/engine';
import { finishLogout, whenCleared } from '../cleared.js';
import { offer } from '../offer.js';

const auth = createAuth({ publishableKey: 'pk_test_engine' });

const page = {
  async signIn() {
    const { methodId } = await auth.sendCode({ email: 'ada.lovelace@example.com' });
    await auth.signIn({ methodId, code: '123456' });
  },
  /** ms from `logout()` to what is durable on disk. */
  async clear() {
    const durable = whenCleared(auth);
    const at = performance.now();
    void auth.logout();
    return (await durable) - at;
  },
  finish: () => finishLogout(auth),
};

export type EnginePage = typeof page;
offer(page);
