import type { Departure, Ledger } from '../scenario/ledger.js';
import type { Visitor } from '../scenario/visitor.js';
import { wasRefused } from '../scenario/was-refused.js';
import { storageFaults } from '../world/faults.js';
import type { ServerSession } from '../world/simulated-server.js';
import type { World } from '../world/world.js';
import type { Violate } from './violation.js';

/** How long after it was made a grant can arrive, in ms, and the second that the wire leaves open. */
export const LATEST_ANSWER = 41_000;

/** What the last checks look at. */
export interface EndOptions {
  readonly world: World;
  readonly ledger: Ledger;
  readonly visitors: readonly Visitor[];
  /** Whether backends give tickets: without, a revocation lives as long as its tab. */
  readonly tickets: boolean;
  /** Whether nothing kept tabs from sharing the disk and hearing of one another. */
  readonly undisturbed: boolean;
  readonly violate: Violate;
}

/** Whether every session that must be revoked is. */
export function isSettled(options: EndOptions): boolean {
  return overdue(options).length === 0 && orphans(options).length === 0;
}

/** The checks at the end of the quiet period. */
export function checkEnd(options: EndOptions): void {
  checkSettled(options);
  checkDisk(options);
  checkViews(options);
}

/**
 * What was logged out, with a tombstone, is not left lying on the disk, be it full. A transaction
 * that hung may come after everything: the next page deletes what it wrote.
 */
function checkDisk({ ledger, world, violate }: EndOptions): void {
  const { counts } = world.faults;
  if (storageFaults.some((kind) => kind !== 'diskFull' && counts[kind])) return;
  const stored = ledger.stored();
  if (!stored || ledger.findings.isUnknown(stored)) return;
  if (ledger.departures.get(stored.id)?.fenced)
    violate('cleared-means-cleared', `${stored.id} is still on disk in the end.`);
}

/** Whether every session that must be revoked is: nobody has to look at a page for that. */
export function checkSettled(options: EndOptions): void {
  checkRevoked(options);
  checkOrphans(options);
}

function checkRevoked(options: EndOptions): void {
  for (const message of overdue(options)) options.violate('revoked-in-the-end', message);
}

/** What is wrong with each session that is logged out, and alive on the server. */
function overdue(options: EndOptions): string[] {
  const { world, ledger } = options;
  const found: string[] = [];
  for (const departure of ledger.departures.values())
    if (world.server.isActive(departure.session) && !isExcused(options, departure))
      found.push(
        `${departure.session.id} was logged out by ${departure.by.name}, and is still alive on the server.`,
      );
  for (const departure of ledger.everywhere) {
    if (isExcused(options, departure) || !ledger.knowsAge(departure)) continue;
    if (hasExpired(world, departure.session)) continue;
    for (const session of world.server.sessions.values())
      if (
        session.user.id === departure.session.user.id &&
        session.startedAt < departure.askedAt - 1_000 &&
        world.server.isActive(session)
      )
        found.push(`${departure.by.name} logged out everywhere, and ${session.id} is still alive.`);
  }
  return found;
}

/**
 * What nobody can make good: a refusal by the server, and the death of a tab that could not write
 * down what it had to do, for want of a ticket, of `localStorage` or of IndexedDB.
 */
function isExcused({ world, ledger, tickets }: EndOptions, departure: Departure): boolean {
  if (wasRefused(world, departure.session)) return true;
  if (!tickets && ledger.damaged.has(departure.session.id)) return true;
  const { wasHeld, fenced, durable, by } = departure;
  // Whom a page knows of by a server's word alone it can ask nobody to revoke.
  if (!wasHeld && !durable && ledger.findings.wasTold(departure.session, by)) return true;
  if (!wasHeld && (!(tickets && fenced) || wasRolledBack(world, ledger, departure.session)))
    return true;
  return ledger.wasTakenAlong(departure) || (!by.isAlive() && !(durable && tickets));
}

/** Its tab was still writing it when it died: another tab's logout found it on no disk. */
function wasRolledBack(world: World, ledger: Ledger, session: ServerSession): boolean {
  return !ledger.everStored.has(session.id) && signInOf(world, session)?.tab.isAlive() === false;
}

/** The request that was answered with this session. */
function signInOf({ network }: World, { methodId }: ServerSession) {
  return network.requests.find(
    ({ path, body, status }) =>
      status === 200 && path.endsWith('/otp/verify') && body['methodId'] === methodId,
  );
}

/** The ticket that would have ended the user's other sessions has ended with its own. */
function hasExpired({ scheduler }: World, { revokedAt, expiresAt }: ServerSession): boolean {
  return revokedAt === null && expiresAt <= scheduler.now;
}

function checkOrphans(options: EndOptions): void {
  for (const { id } of orphans(options))
    options.violate('no-orphan', `${id} is alive on the server, and no tab and no disk holds it.`);
}

/**
 * The sessions that a tab got and that nobody holds any more: they must be revoked, where there are
 * tickets. Without, only the tab that holds the token can.
 */
function orphans({ world, ledger, visitors, tickets }: EndOptions): ServerSession[] {
  const { server } = world;
  if (!tickets) return [];
  const stored = ledger.stored();
  return [...server.sessions.values()].filter((session) => {
    if (!server.isActive(session) || session === stored) return false;
    if (ledger.departures.has(session.id) || ledger.damaged.has(session.id)) return false;
    const request = signInOf(world, session);
    const held = visitors.some(({ auth, opened }) => {
      const { user } = auth.getView();
      return opened.tab.isAlive() && user !== null && server.sessionOf(user) === session;
    });
    if (!request || held || wasRefused(world, session)) return false;
    return request.tab.isAlive() || ledger.everStored.has(session.id);
  });
}

/** Whether all tabs show the same: also before they are looked at. */
export function checkViews({ world, ledger, visitors, undisturbed, violate }: EndOptions): void {
  const stored = ledger.stored();
  const expected =
    stored && stored.expiresAt > world.scheduler.now && !ledger.departures.has(stored.id)
      ? stored
      : undefined;
  for (const visitor of visitors) {
    if (!visitor.isAlive()) continue;
    const { user, status, storage } = visitor.auth.getView();
    const shown = user ? world.server.sessionOf(user) : undefined;
    const isUnknown = shown && ledger.findings.isUnknown(shown);
    if (shown && ledger.departures.get(shown.id)?.fenced && !isUnknown)
      violate('no-resurrection', `${visitor.name} still shows ${shown.id} in the end.`);
    // A tab counts a session's life from when its grant was asked for, or came: they may be as far apart
    // as an answer can be late. Where it may be over, the tab shows nobody and asks.
    const { now } = world.scheduler;
    const latest = status === 'initializing' ? now + LATEST_ANSWER : now;
    const ends = [shown, stored].some(
      (each) => each && each.expiresAt <= latest && each.expiresAt > now - LATEST_ANSWER,
    );
    if (undisturbed && storage === 'indexeddb' && shown !== expected && !ends)
      violate(
        'tabs-agree',
        `${visitor.name} shows ${shown?.id ?? 'nobody'} (${status}), and the disk holds ${expected?.id ?? 'nobody'}.`,
      );
    for (const error of visitor.opened.errors)
      violate('no-unhandled-error', `${visitor.name} reported ${String(error)}.`);
  }
}
