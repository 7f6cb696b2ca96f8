import { hydrateRoot } from 'react-dom/client';
import type { InitialState } from '@moon-key/react-auth';
import { offer, within } from '../offer.js';
import { App } from './app.js';

const said = document.getElementById('state')?.textContent;
const state = JSON.parse(said ?? 'null') as InitialState | null;
hydrateRoot(document.getElementById('root') ?? document.body, <App state={state ?? undefined} />);

const named = () =>
  new Promise<number>((resolve) => {
    const look = () => {
      if (globalThis.namedAt === undefined) requestAnimationFrame(look);
      else resolve(globalThis.namedAt);
    };
    look();
  });

const page = {
  /** ms from the navigation to the first frame with the user's name; null when it takes over `limit` ms. */
  namedAt: (limit: number) => within(limit, named()),
};

export type ServerStatePage = typeof page;
offer(page);

declare global {
  var namedAt: number | undefined;
}
