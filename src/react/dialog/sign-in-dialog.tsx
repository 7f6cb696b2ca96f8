import type { ReactNode } from 'react';
import { useEffect, useId } from 'react';
import type { MoonKeyConfig } from '../config.js';
import type { DialogTexts } from '../dialog-texts.js';
import type { StartParams } from '../start-params.js';
import type { UseLoginWithEmail } from '../login-with-email.js';
import { CodeStep } from './code-step.js';
import { EmailStep } from './email-step.js';
import { formatTime } from './format-time.js';
import { Heading } from './heading.js';
import { CloseIcon } from './icons.js';
import type { Language } from './language.js';
import { textsFor } from './language.js';
import type { StepProps } from './step-props.js';
import { useCheckedParams } from './use-checked-params.js';
import { useModal } from './use-modal.js';
import { useSignInFlow } from './use-sign-in-flow.js';
import { useSuccessTime } from './use-success-time.js';

export interface SignInDialogProps {
  readonly config: MoonKeyConfig;
  readonly language: Language;
  readonly params: StartParams;
  readonly login: UseLoginWithEmail;
  readonly isAuthenticated: boolean;
  /** Called once it is closed, whatever closed it. */
  readonly onClose: () => void;
}

/** Asks for an e-mail address, then for the code sent to it. Reached through `start()`. */
export function SignInDialog(props: SignInDialogProps): ReactNode {
  const { config, language, login, onClose } = props;
  const { appearance = {}, emailOtp = {} } = config;
  const { state } = login;
  const id = useId();
  const texts = textsFor(language, config);
  const flow = useSignInFlow(props);
  useCheckedParams(props.params);
  const { ref, close, onClosed } = useModal(onClose);
  useEffect(() => {
    if (flow.isOver) close();
  }, [flow.isOver, close]);
  useSuccessTime(flow.step === 'success', emailOtp.verifiedDisplayTime ?? 1_500, close);

  const welcome = welcomeIn(texts, state.isNewUser);
  const step = stepOf(flow, texts, props);

  return (
    <dialog
      ref={ref}
      className="moonkey-dialog"
      lang={language.tag}
      dir={language.direction}
      data-theme={appearance.theme ?? 'auto'}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}description`}
      onClose={onClosed}
    >
      <button type="button" className="moonkey-close" aria-label={texts.close} onClick={close}>
        <CloseIcon />
      </button>
      <Heading {...{ id, texts, appearance, welcome }} step={flow.step} email={flow.email} />
      {flow.step === 'email' && (
        <EmailStep
          {...step}
          email={flow.email}
          isRemembered={config.sharedDevice !== true}
          remember={flow.remember}
          onEmail={flow.send}
        />
      )}
      {(flow.step === 'code' || flow.step === 'resent') && (
        <CodeStep
          {...step}
          emailOtp={emailOtp}
          isSending={state.status === 'sending-code'}
          verifyWait={flow.verifyWait}
          isForSecond={flow.problem === 'secondCode'}
          onCode={flow.verify}
          onResend={flow.resend}
          onBack={flow.back}
        />
      )}
    </dialog>
  );
}

/** What whoever has signed in is told; nothing where the backend does not say whether it was for the first time. */
function welcomeIn(texts: DialogTexts, isNewUser: boolean | undefined): string | undefined {
  if (isNewUser === undefined) return undefined;
  return texts[isNewUser ? 'newUserMessage' : 'existingUserMessage'];
}

/** What both steps are told. */
function stepOf(
  { problem, sendWait }: ReturnType<typeof useSignInFlow>,
  texts: DialogTexts,
  { language, login: { state } }: SignInDialogProps,
): StepProps {
  return {
    texts,
    inWords: (seconds, length) => formatTime(seconds, language.tag, length),
    isBusy: state.status === 'sending-code' || state.status === 'submitting-code',
    error: problem && texts[problem],
    sendWait,
  };
}
