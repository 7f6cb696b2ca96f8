import type { Database } from './database/open-database.js';
import type { Environment } from './environment.js';
import { OneTimeCodes, type CodeParts } from './one-time-codes.js';
import type { DatabaseOptions } from './options.js';
import type { Activity } from './stores/activity.js';
import type { SessionJwts } from './stores/session-jwts.js';
import { SessionRows } from './stores/session-rows.js';
import { Sessions } from './stores/sessions.js';
import { Users } from './stores/users.js';

/** What the routes work with in one environment. */
export interface Tenant {
  environment: Environment;
  users: Users;
  sessions: Sessions;
  oneTimeCodes: OneTimeCodes;
}

/** The parts that both environments share. */
export interface SharedParts extends Pick<CodeParts, 'codes' | 'limiter' | 'mailer' | 'now'> {
  db: Database;
  kind: DatabaseOptions['kind'];
  jwts: SessionJwts;
  activity: Activity;
}

/** Test and live data, each behind stores of its own, so that no query can forget which it is about. */
export function createTenants(shared: SharedParts): Record<Environment, Tenant> {
  const tenant = (environment: Environment): Tenant => {
    const users = new Users(shared.db, environment, shared.now);
    const { db, kind, jwts, activity, now } = shared;
    const rows = new SessionRows(db, kind, environment);
    const sessions = new Sessions(db, environment, rows, jwts, activity, now);
    return {
      environment,
      users,
      sessions,
      oneTimeCodes: new OneTimeCodes({ ...shared, users, sessions }),
    };
  };
  return { test: tenant('test'), live: tenant('live') };
}
