import type { Baseline } from './targets.js';

/**
 * What each row cost before the service was made fast, as a multiple of the bare route's processor time in the same run.
 * Written by `write-baseline.ts` from a checkout of commit c901748.
 */
export const baseline: Readonly<Record<string, Baseline>> = {
  'libsql-small': {
    bare: 1,
    token: 80.7108651339072,
    jwt: 141.69748363334543,
    once: 69.83260386017947,
    refresh: 156.8845239054647,
    logout: 168.33797759386977,
    delete: 63.34358482069243,
    code: 297.7830390419759,
  },
  'libsql-large': {
    bare: 1,
    token: 13.998518861927359,
    jwt: 25.892809989013912,
    once: 9.63003485010903,
    refresh: 34.83716780755489,
    logout: 29.603978710576477,
    delete: 9.364353310033598,
    code: 43.21061365984462,
  },
  'postgres-small': {
    bare: 1,
    token: 46.76707155216953,
    jwt: 94.66936167060527,
    once: 33.17298855600235,
    refresh: 136.56341256545423,
    logout: 99.00098882017205,
    delete: 17.909275164868514,
    code: 194.73797501764915,
  },
  'postgres-large': {
    bare: 1,
    token: 43.42639659738362,
    jwt: 64.0723724676358,
    once: 31.407681643006537,
    refresh: 133.30333311099153,
    logout: 78.3026165600345,
    delete: 17.531949124678615,
    code: 160.4207865506745,
  },
};
