import Libsql from 'libsql';
import pg from 'pg';
import { hashOf, sessionsPerUser, tokenOf } from './names.js';

const week = 7 * 24 * 3600;

/** Puts the sessions of these numbers, and their users, straight into the database of a service that is at rest. */
export async function seed(database: string, from: number, to: number): Promise<void> {
  if (database.startsWith('postgres:')) await seedPostgres(database, from, to);
  else seedLibsql(database.replace(/^file:/, ''), from, to);
}

// The session was last active an hour ago, as that of somebody who comes back.
const times = () => {
  const now = Math.floor(Date.now() / 1000);
  return { now: now - 3600, end: now + week };
};

const nameOf = (row: unknown): string => (row as { name: string }).name;

/** Older checkouts, which are measured too, do not keep test and live data apart. */
const environmentIn = (columns: readonly string[]): { column: string; value: string } =>
  columns.includes('environment')
    ? { column: 'environment,', value: "'test'," }
    : { column: '', value: '' };

const factors = (user: string, now: string): string =>
  `[{"delivery_channel":"email","type":"otp","method":{"method_id":"email_${user}","method_type":"email","email_id":"email_${user}","email":"user${user}@example.com","last_verified_at":${now}}}]`;

const userAgent =
  'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0';

function seedLibsql(path: string, from: number, to: number): void {
  const db = new Libsql(path, { timeout: 10_000 });
  const { now, end } = times();
  const environment = environmentIn(db.prepare('pragma table_info(emails)').all().map(nameOf));
  const user = db.prepare(
    `insert or ignore into users (id, status, created_at, updated_at) values (?, 'active', ${now}, ${now})`,
  );
  const email = db.prepare(
    `insert or ignore into emails (id, user_id, email, ${environment.column} verified, last_verified_at, created_at, updated_at)
     values (?, ?, ?, ${environment.value} 1, ${now}, ${now}, ${now})`,
  );
  const session = db.prepare(
    `insert into sessions (id, user_id, token_hash, factors, user_agent, ip, started_at, expires_at, last_active_at, created_at, updated_at)
     values (?, ?, ?, ?, ?, '127.0.0.1', ${now}, ${end}, ${now}, ${now}, ${now})`,
  );
  db.exec('pragma synchronous = off');
  db.exec('pragma cache_size = -400000');
  for (let start = from; start < to; start += 50_000) {
    db.exec('begin');
    for (let index = start; index < Math.min(to, start + 50_000); index += 1) {
      const of = String(Math.floor(index / sessionsPerUser));
      if (index % sessionsPerUser === 0) {
        user.run([`user_${of}`]);
        email.run([`email_${of}`, `user_${of}`, `user${of}@example.com`]);
      }
      const token = hashOf(tokenOf(index));
      session.run([
        `sess_${token.slice(0, 24)}`,
        `user_${of}`,
        token,
        factors(of, String(now)),
        userAgent,
      ]);
    }
    db.exec('commit');
  }
  db.exec('pragma wal_checkpoint(truncate)');
  db.close();
}

async function seedPostgres(url: string, from: number, to: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { now, end } = times();
  const users = `generate_series(${Math.ceil(from / sessionsPerUser)}, ${Math.ceil(to / sessionsPerUser) - 1}) as i`;
  const { rows } = await client.query(
    "select column_name as name from information_schema.columns where table_name = 'emails'",
  );
  const environment = environmentIn(rows.map(nameOf));
  await client.query('set synchronous_commit = off');
  await client.query(
    `insert into users (id, status, created_at, updated_at) select 'user_' || i, 'active', ${now}, ${now} from ${users}`,
  );
  await client.query(
    `insert into emails (id, user_id, email, ${environment.column} verified, last_verified_at, created_at, updated_at)
     select 'email_' || i, 'user_' || i, 'user' || i || '@example.com', ${environment.value} 1, ${now}, ${now}, ${now} from ${users}`,
  );
  await client.query(
    `insert into sessions (id, user_id, token_hash, factors, user_agent, ip, started_at, expires_at, last_active_at, created_at, updated_at)
     select 'sess_' || substr(hash, 1, 24), 'user_' || u, hash,
            replace(replace($1, '<user>', u::text), '<now>', '${now}'), $2, '127.0.0.1', ${now}, ${end}, ${now}, ${now}, ${now}
     from (select i / ${sessionsPerUser} as u, encode(sha256(('bench' || lpad(i::text, 59, '0'))::bytea), 'hex') as hash
           from generate_series(${from}, ${to - 1}) as i) as numbered`,
    [factors('<user>', '<now>'), userAgent],
  );
  await client.query('vacuum analyze');
  await client.query('checkpoint');
  await client.end();
}
