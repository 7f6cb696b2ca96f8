import type { Auth, SignInError } from '../engine/index.js';
import { loadProtocol } from '../engine/start/load-protocol.js';
import { loadTwice } from '../engine/start/load-twice.js';
import type {
  LoginWithEmailState,
  UseLoginWithEmail,
  UseLoginWithEmailOptions,
} from './login-with-email.js';

type EmailSignIn = Omit<UseLoginWithEmail, 'state'>;

/** The verbs of a sign-in by e-mail code, whose chunk loads beside the form that needs them. */
export function createLateEmailSignIn(
  auth: Auth,
  latest: { readonly current: UseLoginWithEmailOptions },
  setState: (state: LoginWithEmailState) => void,
): EmailSignIn & { load: () => Promise<EmailSignIn> } {
  let current: EmailSignIn | undefined;

  async function load() {
    const { createEmailSignIn } = await loadTwice(() => import('./email-sign-in.js'), globalThis);
    return (current ??= createEmailSignIn(auth, latest, setState, loadProtocol));
  }

  function ask(run: (verbs: EmailSignIn) => Promise<void>): Promise<void> {
    if (current) return run(current);
    const outcome = load().then(run);
    outcome.catch((error: SignInError) => {
      if (current) return;
      setState({ status: 'error', error });
      latest.current.onError?.(error);
    });
    return outcome;
  }

  return {
    load,
    sendCode: (input) => ask((verbs) => verbs.sendCode(input)),
    loginWithCode: (input) => ask((verbs) => verbs.loginWithCode(input)),
    cancel() {
      void ask(async (verbs) => verbs.cancel());
    },
  };
}
