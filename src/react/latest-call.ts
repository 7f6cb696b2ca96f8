import type { SignInError } from '../engine/index.js';
import type { LoginWithEmailState, UseLoginWithEmailOptions } from './login-with-email.js';

/** A call of one of the verbs of a sign-in. */
export interface Call {
  readonly request: string;
  outcome: Promise<void>;
  isCancelled?: boolean;
}

/** The calls of a sign-in's verbs: the latest of them decides what is shown. */
export interface LatestCall {
  /** Begins one; the same request again, while it is under way, is the same call. */
  begin(
    status: 'sending-code' | 'submitting-code',
    input: string,
    work: (mine: Call) => Promise<void>,
  ): Promise<void>;
  /** Whether a call is the latest one. */
  is(call: Call): boolean;
  /** Takes the latest back; whether it was under way. */
  cancel(): boolean;
}

/** Keeps the latest call, and shows how far it has got. */
export function createLatestCall(
  options: { readonly current: UseLoginWithEmailOptions },
  setState: (state: LoginWithEmailState) => void,
): LatestCall {
  let latest: Call | undefined;
  let underWay: Call | undefined;

  return {
    begin(status, input, work) {
      const request = status + input;
      if (underWay?.request === request) return underWay.outcome;
      const mine = { request } as Call;
      latest = underWay = mine;
      setState({ status });
      mine.outcome = work(mine).finally(() => {
        if (mine === underWay) underWay = undefined;
      });
      void mine.outcome.catch((error: SignInError) => {
        if (mine.isCancelled) return;
        if (mine === latest) setState({ status: 'error', error });
        options.current.onError?.(error);
      });
      return mine.outcome;
    },
    is: (call) => call === latest,
    cancel() {
      const wasUnderWay = underWay !== undefined;
      if (underWay) underWay.isCancelled = true;
      latest = underWay = undefined;
      return wasUnderWay;
    },
  };
}
