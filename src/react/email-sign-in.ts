import type { Auth, SignInError } from '../engine/index.js';
import { isDevelopment } from './is-development.js';
import type {
  LoginWithEmailState,
  UseLoginWithEmail,
  UseLoginWithEmailOptions,
} from './use-login-with-email.js';

interface Call {
  /** What was asked for: the same again, while it is under way, is the same call. */
  readonly request: string;
  isUnderWay: boolean;
  isCancelled: boolean;
  outcome: Promise<void>;
}

/** The verbs of a sign-in by e-mail code. One at a time: the latest call decides what is shown. */
export function createEmailSignIn(
  auth: Auth,
  latest: { readonly current: UseLoginWithEmailOptions },
  setState: (state: LoginWithEmailState) => void,
): Omit<UseLoginWithEmail, 'state'> {
  /** The engine refuses a code that was never sent. */
  let methodId = '';
  let call: Call | undefined;

  function begin(
    status: 'sending-code' | 'submitting-code',
    input: string,
    work: (mine: Call) => Promise<void>,
  ): Promise<void> {
    const request = `${status} ${input}`;
    if (call?.isUnderWay && call.request === request) return call.outcome;
    const mine = { request, isUnderWay: true, isCancelled: false } as Call;
    call = mine;
    setState({ status });
    mine.outcome = work(mine).finally(() => {
      mine.isUnderWay = false;
    });
    void mine.outcome.catch((error: SignInError) => {
      if (mine.isCancelled) return;
      if (call === mine) setState({ status: 'error', error });
      if (isDevelopment()) void explainBackend(auth, error);
      latest.current.onError?.(error);
    });
    return mine.outcome;
  }

  return {
    sendCode: (input) =>
      begin('sending-code', input.email, async (mine) => {
        const sent = await auth.sendCode(input);
        if (call !== mine) return;
        ({ methodId } = sent);
        setState({ status: 'awaiting-code-input' });
      }),
    loginWithCode: ({ code }) =>
      begin('submitting-code', `${methodId} ${code}`, async (mine) => {
        const user = await auth.signIn({ methodId, code });
        if (mine.isCancelled) return auth.logout();
        if (call === mine) setState({ status: 'done' });
        // Beside the outcome: what the app's callback throws is the app's, and shows.
        void Promise.resolve().then(() => latest.current.onComplete?.(user));
      }),
    cancel() {
      if (!call?.isUnderWay) return;
      call.isCancelled = true;
      call = undefined;
      setState({ status: 'initial' });
      if (auth.getView().status === 'signingIn') void auth.logout();
    },
  };
}

/** Tells the developer of a backend that is not there: a user can do nothing about it. */
async function explainBackend(auth: Auth, error: SignInError): Promise<void> {
  const { explainMissingBackend } = await import('./explain-missing-backend.js');
  explainMissingBackend(error);
}
