import type { Auth } from '../engine/index.js';
import type { ProtocolChunk } from '../engine/start/load-protocol.js';
import type { Call } from './latest-call.js';
import { createLatestCall } from './latest-call.js';
import type {
  LoginWithEmailState,
  UseLoginWithEmail,
  UseLoginWithEmailOptions,
} from './login-with-email.js';

/**
 * The verbs of a sign-in by e-mail code. One at a time: the latest call decides what is shown.
 *
 * @param loadProtocol - Handed in: a chunk that imports a module of the start or of another chunk
 * makes a third one of that, and a page waits for all of them.
 */
export function createEmailSignIn(
  auth: Auth,
  options: { readonly current: UseLoginWithEmailOptions },
  setState: (state: LoginWithEmailState) => void,
  loadProtocol: () => Promise<Pick<ProtocolChunk, 'isNewUser'>>,
): Omit<UseLoginWithEmail, 'state'> {
  const latest = createLatestCall(options, setState);
  /** The engine refuses a code that was never sent. */
  let methodId = '';
  /** The latest request for a code. */
  let sending: Call | undefined;

  return {
    sendCode: (input) =>
      latest.begin('sending-code', input.email, async (mine) => {
        sending = mine;
        const sent = await auth.sendCode(input);
        if (mine !== sending) return;
        ({ methodId } = sent);
        if (latest.is(mine)) setState({ status: 'awaiting-code-input' });
      }),
    loginWithCode: ({ code, remember }) =>
      latest.begin('submitting-code', code + methodId, async (mine) => {
        if (!methodId) await sending?.outcome;
        if (mine.isCancelled) return;
        const user = await auth.signIn({
          methodId,
          code,
          ...(remember !== undefined && { remember }),
        });
        // It has loaded, or nobody could have signed in.
        const { isNewUser } = await loadProtocol();
        if (mine.isCancelled) return auth.logout();
        const isNew = isNewUser(user);
        const said = isNew !== undefined && { isNewUser: isNew };
        if (latest.is(mine)) setState({ status: 'done', ...said });
        // Beside the outcome: what the app's callback throws is the app's, and shows.
        void Promise.resolve(user).then((user) =>
          options.current.onComplete?.(user, ...(said ? [said] : [])),
        );
      }),
    cancel() {
      setState({ status: 'initial' });
      if (latest.cancel() && auth.getView().status === 'signingIn') void auth.logout();
      sending = undefined;
    },
  };
}
