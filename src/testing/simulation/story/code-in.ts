import type { RecordedEntry } from '../../../inspect/flight/recording.js';

/** The code of the error that an entry tells of; empty where it tells of none. */
export function codeIn({ fields = {} }: RecordedEntry): string {
  const { error } = fields;
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
