import type { Database } from '../database/open-database.js';
import type { CodeRow } from '../database/tables.js';
import type { CodeLimits } from './code-limits.js';
import type { Asker } from './codes.js';
import type { LimitRule, Limits } from './limits.js';

const hour = 3600;
const day = 24 * hour;
const year = 365 * day;
const knownFor = 90 * day;
const sendsPerClient = 100;
const guessesPerClient = 30;
const unlimited = 1_000_000_000;
const inAll = 'guess:all';
/** What an address stands that nobody has yet, or a client that was here before, or one without a name. */
const freeGuesses = 5;

/** The limits of asking and guessing: per address and client, per client, per address, and in all. */
export class CodeLimiter {
  constructor(
    private readonly limits: Limits,
    private readonly rules: CodeLimits,
  ) {}

  /** Whether the client has signed in to this address before. */
  async knows(db: Database, emailId: string, client: string): Promise<boolean> {
    return client !== '' && this.limits.has(db, knownKey(emailId, client));
  }

  /**
   * Counts a request for a code: the counters, for `undo`; or the seconds to wait, and then the caller's transaction
   * must not be committed.
   */
  async ask(
    db: Database,
    emailId: string,
    { client, known }: Asker,
  ): Promise<{ counters: string[] } | { retryAfter: number }> {
    const { resendAfter, sendsPerHour } = this.rules;
    const growing = { seconds: hour, capSeconds: day };
    const wanted: [applies: boolean, key: string, subject: string, rule: LimitRule][] = [
      [resendAfter > 0, resendKey(emailId, client), emailId, { max: 1, seconds: resendAfter }],
      [true, `send:${emailId}:${client}`, emailId, { max: sendsPerHour, ...growing }],
      [!known, `send:${emailId}`, emailId, { max: 3 * sendsPerHour, ...growing }],
      [client !== '', `send:client:${client}`, '', { max: sendsPerClient, ...growing }],
    ];
    const hits = wanted.flatMap(([applies, key, subject, rule]) =>
      applies ? [{ key, subject, rule }] : [],
    );
    const hit = await this.limits.hit(db, hits);
    return 'retryAfter' in hit ? hit : { counters: hits.map(({ key }) => key) };
  }

  /** Takes back what `ask` counted. */
  async undo(db: Database, counters: readonly string[]): Promise<void> {
    await this.limits.refund(db, counters);
  }

  /** Counts a guess of a client, whatever it guesses at: the seconds to wait when it made too many. */
  async guessOf(db: Database, client: string): Promise<number | undefined> {
    if (client === '') return undefined;
    const rule = { max: guessesPerClient, seconds: hour, capSeconds: day };
    const hit = await this.limits.hit(db, [{ key: guessOfKey(client), subject: '', rule }]);
    return 'retryAfter' in hit ? hit.retryAfter : undefined;
  }

  /** Counts a guess at a request, before it is compared: whether one code is too few for it to sign in. */
  async guessAt(db: Database, request: CodeRow): Promise<boolean> {
    const inYear = { max: unlimited, seconds: year };
    const hit = await this.limits.hit(db, [
      { key: guessAtKey(request), subject: request.email_id, rule: inYear },
      { key: inAll, subject: '', rule: { max: unlimited, seconds: day } },
    ]);
    const [atAddress = unlimited, atAll = unlimited] = 'counts' in hit ? hit.counts : [];
    return (
      atAddress > (await this.freeGuesses(db, request)) ||
      (request.known === 0 && atAll > this.rules.guardAllAfter)
    );
  }

  private async freeGuesses(db: Database, { email_id, client, known }: CodeRow): Promise<number> {
    const { guardAfter } = this.rules;
    if (guardAfter !== undefined) return guardAfter;
    const isStranger = client !== '' && known === 0;
    return isStranger && (await isSomebodys(db, email_id)) ? 0 : freeGuesses;
  }

  /** The guess was right: it does not count. */
  async right(db: Database, request: CodeRow, client: string): Promise<void> {
    const ofClient = client === '' ? [] : [guessOfKey(client)];
    await this.limits.refund(db, [guessAtKey(request), inAll, ...ofClient]);
  }

  /** Somebody signed in: the client is known from now on, and may ask again at once. */
  async used(db: Database, { email_id, client }: CodeRow): Promise<void> {
    const key = knownKey(email_id, client);
    await this.limits.forget(db, [resendKey(email_id, client), key]);
    if (client === '') return;
    const rule = { max: unlimited, seconds: knownFor };
    await this.limits.hit(db, [{ key, subject: email_id, rule }]);
  }
}

/** Whether there is something to take over: more is known of the user than that a code was asked for. */
async function isSomebodys(db: Database, emailId: string): Promise<boolean> {
  const row = await db
    .selectFrom('emails')
    .innerJoin('users', 'users.id', 'emails.user_id')
    .select('users.provisional')
    .where('emails.id', '=', emailId)
    .executeTakeFirst();
  return row?.provisional === 0;
}

const knownKey = (emailId: string, client: string): string => `known:${emailId}:${client}`;
const resendKey = (emailId: string, client: string): string => `resend:${emailId}:${client}`;
const guessOfKey = (client: string): string => `guess:client:${client}`;
const guessAtKey = ({ email_id, known, client }: CodeRow): string =>
  `guess:${email_id}:${known === 1 ? client : ''}`;
