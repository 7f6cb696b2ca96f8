/** What every state is for, by its id. */
export const descriptions: Readonly<Record<string, string>> = {
  auth: 'The life of one session on this device.',
  'auth.initializing': 'Reads the stored session. A generation with a tombstone is not restored.',
  'auth.authenticated': 'Someone is signed in.',
  'auth.authenticated.tokens': 'Whether a new JWT is on its way.',
  'auth.authenticated.tokens.fresh': 'No refresh is under way.',
  'auth.authenticated.tokens.refreshing':
    'Gets a fresh JWT. A logout leaves this state, and with it the refresh; a failure keeps the session.',
  'auth.authenticated.intent': 'What the user is about to do with the session.',
  'auth.authenticated.intent.staying': 'Nothing: the session is in use.',
  'auth.authenticated.intent.confirmingLogout':
    'The app is asked whether the user may go. Nothing has happened yet, and no answer is not a yes.',
  'auth.authenticated.intent.switchingUser':
    'Another user signs in. This one stays until the code is accepted.',
  'auth.loggingOut': 'The app sees nobody any more. Device, server and app are brought in line.',
  'auth.loggingOut.device': 'This device.',
  'auth.loggingOut.device.clearing': 'Tombstone in this very tick, then one strict transaction.',
  'auth.loggingOut.device.cleared': 'Nothing of the session is left on disk.',
  'auth.loggingOut.device.failed':
    'The tombstone stands: the next start of any tab clears the rest.',
  'auth.loggingOut.server': 'The server.',
  'auth.loggingOut.server.deciding': 'Only the tab in which the user acted tells the server.',
  'auth.loggingOut.server.revoking': 'The revocation is sent while the device is being cleared.',
  'auth.loggingOut.server.revoked': 'The server knows the session no more.',
  'auth.loggingOut.server.queued': 'The outbox will tell the server.',
  'auth.loggingOut.server.refused': 'The server said no.',
  'auth.loggingOut.server.notNeeded': 'There is nothing to tell.',
  'auth.loggingOut.app': "The app's own data.",
  'auth.loggingOut.app.cleaning': "The app's cleaners run.",
  'auth.loggingOut.app.cleaned': 'Every cleaner did its work.',
  'auth.loggingOut.app.failed': 'A cleaner failed, and was reported.',
  'auth.loggedOut': 'Nobody is signed in.',
  'auth.signingIn': 'A session is on its way.',
  'auth.signingIn.verifying':
    'The code is exchanged for a session. One that arrives after a cancellation is revoked.',
  'auth.signingIn.committing': 'The session is written to the device, compare-and-set.',
  'auth.signingIn.adopting': "Another tab's session is read from the device.",
  outbox: 'Tells the server of every logout that it has not confirmed yet.',
  'outbox.idle': 'Nothing waits, as far as this tab knows.',
  'outbox.waitingForTurn':
    'Another tab may be sending: one sender at a time. Nobody waits for a sleeping tab for ever, since the leases keep two senders apart too.',
  'outbox.sending': 'Sends every entry that is due, one after the other.',
  'outbox.backingOff': 'Waits for the next entry to be due.',
};
