import type { Auth, SignInError } from '../engine/index.js';
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
    const { createEmailSignIn } = await loadTwice(() => import('./email-sign-in.js'), window);
    return (current ??= createEmailSignIn(auth, latest, setState));
  }

  const verb = <Name extends keyof EmailSignIn>(name: Name) =>
    ((...input: never[]) => {
      const run = (verbs: EmailSignIn) =>
        (verbs[name] as (...input: never[]) => Promise<void> | void)(...input);
      if (current) return run(current);
      const loading = load();
      loading.catch((error: SignInError) => {
        setState({ status: 'error', error });
        latest.current.onError?.(error);
      });
      const outcome = loading.then(run);
      outcome.catch(() => {});
      return outcome;
    }) as EmailSignIn[Name];

  return {
    load,
    sendCode: verb('sendCode'),
    loginWithCode: verb('loginWithCode'),
    cancel: verb('cancel'),
  };
}
