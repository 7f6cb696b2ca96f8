import type { MoonKeyConfig } from '../config.js';
import { Dialog } from './dialog.js';
import type { Language } from './language.js';
import { loadLanguage } from './language.js';

/** The dialog, and the language that it is to speak. */
export interface ReadyDialog {
  readonly Dialog: typeof Dialog;
  readonly language: Language;
}

/** Gets everything that the dialog needs to be shown. */
export async function prepareDialog(config: MoonKeyConfig): Promise<ReadyDialog> {
  return { Dialog, language: await loadLanguage(config) };
}
