import type { ServerState } from '../../../server/demo-only.js';
import type { Weather } from '../../../server/weather.js';

export type { ServerState, Weather };

/** What the page shows until the demo's server was asked, or when it cannot be. */
export const unknownServer: ServerState = {
  weather: 'answers',
  sessions: null,
  mails: [],
  inboxUrl: '',
};

/** Looks at the server's side. */
export async function readServer(): Promise<ServerState> {
  const response = await fetch('/demo/server').catch(() => null);
  return response?.ok ? ((await response.json()) as ServerState) : unknownServer;
}

/** Decides how the session service seems to the backend. */
export async function makeWeather(weather: Weather): Promise<void> {
  await fetch('/demo/server', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ weather }),
  });
}
