import { isRecord, must, type Rule } from '../options/index.js';

/** The option `initialState`: what `getServerState` gives. */
export const initialStateRule: Rule = must(
  (value) =>
    isRecord(value) &&
    (value['status'] === 'authenticated'
      ? isRecord(value['user']) && typeof value['user']['id'] === 'string'
      : value['status'] === 'anonymous' || value['status'] === 'unknown'),
  'must be what getServerState() gives: { status, user, sessionId }',
);
