import type { ComponentType } from 'react';
import { ForgetsItsCache } from './forgets-its-cache.js';
import { ForgetsTheRejection } from './forgets-the-rejection.js';
import { GoesBackTwice } from './goes-back-twice.js';
import { GreetsAStaleUser } from './greets-a-stale-user.js';
import { HydratesWithAGuess } from './hydrates-with-a-guess.js';
import { IgnoresReady } from './ignores-ready.js';
import { KeepsUserInOwnState } from './keeps-user-in-own-state.js';
import { LeaksAListener } from './leaks-a-listener.js';
import { RedirectsBeforeAwaiting } from './redirects-before-awaiting.js';
import { ShowsWhoeverLeaves } from './shows-whoever-leaves.js';
import { SwallowsTheError } from './swallows-the-error.js';
import { TrustsAFlag } from './trusts-a-flag.js';

/** Small apps with one classic mistake each. */
export const buggyApps: readonly { readonly mistake: string; readonly App: ComponentType }[] = [
  { mistake: 'redirects before awaiting `logout()`', App: RedirectsBeforeAwaiting },
  { mistake: 'ignores `ready`', App: IgnoresReady },
  { mistake: 'keeps the user in its own state', App: KeepsUserInOwnState },
  { mistake: "shows one user's cache to the next", App: ForgetsItsCache },
  { mistake: 'swallows the error and stays', App: SwallowsTheError },
  { mistake: 'goes back twice on a double click', App: GoesBackTwice },
  { mistake: "acts on another tab's stale user", App: GreetsAStaleUser },
  { mistake: 'hydrates with a guess', App: HydratesWithAGuess },
  { mistake: 'forgets that `logout()` can reject', App: ForgetsTheRejection },
  { mistake: 'trusts a flag in `localStorage`', App: TrustsAFlag },
  { mistake: 'leaks a listener', App: LeaksAListener },
  { mistake: 'shows whoever leaves until the server answers', App: ShowsWhoeverLeaves },
];
