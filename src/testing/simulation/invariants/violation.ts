/** The promises of the engine that a simulation checks, each with what it says. */
export const invariants = {
  'no-resurrection':
    'Once logout() was called, neither that tab nor any tab opened later shows its user again, and the others stop as soon as they hear of it.',
  'tombstones-know-the-session':
    'A session whose public id has a tombstone is never shown again, whatever brings it, under whatever generation.',
  'logged-out-in-the-same-tick':
    'When logout() returns and no guard is asked, the view shows nobody.',
  'nothing-on-disk': 'No credential and no personal byte is ever on disk in the clear.',
  'cleared-means-cleared':
    'Once the device is reported as cleared, neither the session nor its key is on disk, nor is the session in a cookie that the server still takes.',
  'revoked-in-the-end':
    'Once the network works and a tab is open, every logged-out session is revoked on the server.',
  'one-request-in-flight': 'Two tabs never send the revocation of one session at the same time.',
  'one-refresh-in-flight':
    'Two requests for new tokens of one session are never under way at a time.',
  'no-token-twice':
    'A token that was exchanged for a new one is not used again, unless the answer that brought that was lost.',
  'no-false-end-by-a-clock':
    'No session is taken for expired before its end, however wrong a clock is.',
  'nothing-after-its-end':
    'A page that wakes up from a sleep that has outlasted its session shows nobody, from the first event on.',
  'revokes-only-its-own':
    'A revocation ends no session but its own; one of all sessions ends none that began later.',
  'promises-settle': 'Every promise settles within its bound.',
  'promises-tell-the-truth':
    'A logout() that resolves has ended the session on the server; tokens handed out belong to the user who is shown.',
  'secrets-stay-in-the-vault':
    'No token, JWT, code or ticket is in a machine, an inspection event, a message, a view or an error.',
  'secrets-leave-with-the-session':
    'Once a session has left and is revoked, no object of the engine in any tab reaches its secrets.',
  'nothing-outlives-its-session':
    'What an app holds of a session ends with it: its sockets are closed in that tick, its JWT is not sent any more, and no answer that comes later reaches the app.',
  'ends-when-idle':
    'A session whose user is away for longer than the idle limit is shown by no page that is awake; one whose user does something in any tab is not ended for that.',
  'ends-with-the-last-tab':
    'A session that is not to be remembered is shown by no page that opened when no tab showed it, unless it is the reload of one.',
  'switch-through-logged-out': 'Two users are never shown one right after the other.',
  'no-orphan':
    'A session that was made, and that no tab and no disk holds, is revoked in the end: a cancelled sign-in leaves none behind.',
  'tabs-agree': 'In the end all tabs show the same, and what is on disk.',
  'no-unhandled-error': 'No promise rejects unhandled, and no listener of the engine throws.',
  'no-livelock': 'The world comes to rest.',
} as const;

/** The id of an invariant. */
export type InvariantId = keyof typeof invariants;

/** An invariant that did not hold. */
export interface Violation {
  readonly invariant: InvariantId;
  /** What happened. */
  readonly message: string;
  /** ms of virtual time since the start. */
  readonly at: number;
}

/** Reports a violation: the first one ends the simulation. */
export type Violate = (invariant: InvariantId, message: string) => void;
