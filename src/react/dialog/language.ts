import type { MoonKeyConfig } from '../config.js';
import type { DialogTexts } from '../dialog-texts.js';
import { texts as english } from './texts/en.js';

/** What the dialog is written in. */
export interface Language {
  /** A BCP 47 tag. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: DialogTexts;
}

const others: Readonly<Record<string, () => Promise<{ readonly texts: DialogTexts }>>> = {
  ar: () => import('./texts/ar.js'),
  de: () => import('./texts/de.js'),
  es: () => import('./texts/es.js'),
  fr: () => import('./texts/fr.js'),
  ja: () => import('./texts/ja.js'),
};

/** Loads the language that the app asks for, or the page is in; English where there is no other. */
export async function loadLanguage({ locale }: MoonKeyConfig): Promise<Language> {
  const wanted = (locale || document.documentElement.lang).replace('_', '-');
  const language = wanted.split('-')[0]?.toLowerCase() ?? '';
  const load = Object.hasOwn(others, language) ? others[language] : undefined;
  const loaded = await load?.().catch(() => undefined);
  if (loaded)
    return { tag: wanted, direction: language === 'ar' ? 'rtl' : 'ltr', texts: loaded.texts };
  const tag = language === 'en' ? wanted : 'en';
  return { tag, direction: 'ltr', texts: english };
}

/** The language's texts, with the app's own in their place. */
export function textsFor(language: Language, config: MoonKeyConfig): DialogTexts {
  const { appearance, emailOtp, texts } = config;
  const own: Partial<Record<keyof DialogTexts, string | undefined>> = {
    title: appearance?.loginHeaderTitle,
    description: appearance?.loginHeaderDescription,
    codeTitle: emailOtp?.verifyEmailTitle,
    codeResentTitle: emailOtp?.verifyEmailResendTitle ?? emailOtp?.verifyEmailTitle,
    successTitle: emailOtp?.verifiedSuccessMessage,
    newUserMessage: emailOtp?.verifiedNewUserMessage,
    existingUserMessage: emailOtp?.verifiedExistingUserMessage,
    ...texts,
  };
  const given = Object.entries(own).filter(([, text]) => typeof text === 'string');
  return { ...language.texts, ...Object.fromEntries(given) };
}
