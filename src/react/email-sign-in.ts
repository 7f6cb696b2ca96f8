import type { Auth, SignInError } from '../engine/index.js';
import type { ProtocolChunk } from '../engine/start/load-protocol.js';
import type {
  LoginWithEmailState,
  UseLoginWithEmail,
  UseLoginWithEmailOptions,
} from './login-with-email.js';

/** A call of one of the verbs. */
interface Call {
  readonly request: string;
  outcome: Promise<void>;
  isCancelled?: boolean;
}

/**
 * The verbs of a sign-in by e-mail code. One at a time: the latest call decides what is shown.
 *
 * @param loadProtocol - Handed in: a chunk that imports a module of the start or of another chunk
 * makes a third one of that, and a page waits for all of them.
 */
export function createEmailSignIn(
  auth: Auth,
  latest: { readonly current: UseLoginWithEmailOptions },
  setState: (state: LoginWithEmailState) => void,
  loadProtocol: () => Promise<Pick<ProtocolChunk, 'isNewUser'>>,
): Omit<UseLoginWithEmail, 'state'> {
  /** The engine refuses a code that was never sent. */
  let methodId = '';
  let current: Call | undefined;
  /** The same request again, while it is under way, is the same call. */
  let underWay: Call | undefined;

  function begin(
    status: 'sending-code' | 'submitting-code',
    input: string,
    work: (mine: Call) => Promise<void>,
  ): Promise<void> {
    const request = status + input;
    if (underWay?.request === request) return underWay.outcome;
    const mine = { request } as Call;
    current = underWay = mine;
    setState({ status });
    mine.outcome = work(mine).finally(() => {
      if (mine === underWay) underWay = undefined;
    });
    void mine.outcome.catch((error: SignInError) => {
      if (mine.isCancelled) return;
      if (mine === current) setState({ status: 'error', error });
      latest.current.onError?.(error);
    });
    return mine.outcome;
  }

  return {
    sendCode: (input) =>
      begin('sending-code', input.email, async (mine) => {
        const sent = await auth.sendCode(input);
        if (mine !== current) return;
        ({ methodId } = sent);
        setState({ status: 'awaiting-code-input' });
      }),
    loginWithCode: ({ code, remember }) =>
      begin('submitting-code', code + methodId, async (mine) => {
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
        if (mine === current) setState({ status: 'done', ...said });
        // Beside the outcome: what the app's callback throws is the app's, and shows.
        void Promise.resolve(user).then((user) =>
          latest.current.onComplete?.(user, ...(said ? [said] : [])),
        );
      }),
    cancel() {
      setState({ status: 'initial' });
      if (underWay) {
        underWay.isCancelled = true;
        if (auth.getView().status === 'signingIn') void auth.logout();
      }
      current = underWay = undefined;
    },
  };
}
