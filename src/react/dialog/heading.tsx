import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import type { AppearanceConfig } from '../config.js';
import type { DialogTexts } from '../dialog-texts.js';
import { DoneIcon, Mark } from './icons.js';
import type { Step } from './use-sign-in-flow.js';

interface HeadingProps {
  readonly id: string;
  readonly step: Step;
  readonly email: string;
  readonly texts: DialogTexts;
  readonly appearance: AppearanceConfig;
  /** Said to whoever is signed in now; undefined where it is not known whether they are new. */
  readonly welcome: string | undefined;
}

/** What the dialog is about. A text stands in an element of its own: translators replace its node. */
export function Heading(props: HeadingProps): ReactNode {
  const { id, step, email, texts, appearance, welcome } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The field that had the focus is gone.
    if (step === 'success') title.current?.focus();
  }, [step]);
  const description = {
    email: <span>{texts.description}</span>,
    code: <SentTo email={email} text={texts.codeDescription} />,
    resent: <SentTo email={email} text={texts.codeDescription} />,
    success: <span>{welcome}</span>,
  }[step];
  const titles = {
    email: texts.title,
    code: texts.codeTitle,
    resent: texts.codeResentTitle,
    success: texts.successTitle,
  };
  return (
    <>
      {step === 'success' ? <DoneIcon /> : <Logo address={appearance.logo} />}
      <h2 id={`${id}title`} ref={title} tabIndex={-1}>
        {titles[step]}
      </h2>
      <p key={step} id={`${id}description`} className="moonkey-description">
        {description}
      </p>
    </>
  );
}

function Logo({ address }: { readonly address: string | undefined }): ReactNode {
  return address ? <img className="moonkey-logo" src={address} alt="" /> : <Mark />;
}

function SentTo({ text, email }: { readonly text: string; readonly email: string }): ReactNode {
  const [before, after] = text.split('{email}');
  return (
    <>
      <span>{before}</span>
      {after !== undefined && <bdi translate="no">{email}</bdi>}
      <span>{after}</span>
    </>
  );
}
