import type { Baseline } from './targets.js';

/**
 * What each row cost before the service was made fast, as a multiple of the bare route's processor time in the same run.
 * Written by `write-baseline.ts` from a checkout of commit c901748.
 */
export const baseline: Readonly<Record<string, Baseline>> = {
  'libsql-small': {
    bare: 1.0346014405367299,
    token: 81.19894375597774,
    jwt: 118.191280530673,
    once: 58.46636661620971,
    refresh: 153.00354291674304,
    logout: 115.83093235466484,
    delete: 37.818272830732674,
    code: 226.05099482938652,
  },
  'libsql-large': {
    bare: 1.5129902883081676,
    token: 57.290663009188414,
    jwt: 122.34361665821059,
    once: 50.75429604904286,
    refresh: 150.9311074532964,
    logout: 130.97286594195486,
    delete: 34.833007845842886,
    code: 257.48918852014555,
  },
  'postgres-small': {
    bare: 1,
    token: 66.33158028601379,
    jwt: 125.25517443613799,
    once: 45.505604407299906,
    refresh: 157.3647543200575,
    logout: 110.87592087258773,
    delete: 27.08968841239172,
    code: 162.90538864633476,
  },
  'postgres-large': {
    bare: 2.0322757183531115,
    token: 52.56983128766177,
    jwt: 73.40897006288056,
    once: 36.150150842272694,
    refresh: 150.4361220120341,
    logout: 97.48007297136564,
    delete: 17.964101213815955,
    code: 147.49959087598634,
  },
};
