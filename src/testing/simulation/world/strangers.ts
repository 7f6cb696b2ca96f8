import type { Random } from './random.js';

/** An answer that does not come from the app's backend, as `fetch` shows it. */
export interface StrangeAnswer {
  /** Who answers, for traces. */
  readonly who: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Whether `fetch` has followed a redirect to it. */
  readonly redirected?: boolean;
  /** Whether nothing of it can be read, as of an answer from another origin. */
  readonly isOpaque?: boolean;
}

const html = (who: string, status: number, redirected = false): StrangeAnswer => ({
  who,
  status,
  type: 'text/html; charset=utf-8',
  text: `<!doctype html><title>${who}</title>`,
  redirected,
});
const json = (who: string, status: number, body: unknown): StrangeAnswer => ({
  who,
  status,
  type: 'application/json',
  text: JSON.stringify(body),
});

/** Whoever may sit between a page and its backend. None of them has told the backend anything. */
const strangers = [
  html('offline page of a service worker', 200),
  html('login page', 200, true),
  html('index page of the app', 200),
  html('maintenance page', 200),
  html('maintenance page', 503),
  html('page of a proxy', 401),
  html('page of a proxy', 403),
  html('page of a proxy', 404),
  html('page of a proxy', 410),
  json('gateway', 200, { status: 'ok' }),
  json('gateway', 200, null),
  json('gateway', 401, { message: 'Unauthorized' }),
  json('gateway', 403, { message: 'Forbidden' }),
  json('gateway', 404, { message: 'no Route matched with those values' }),
  json('gateway', 410, []),
  { who: 'empty answer', status: 204, type: '', text: '' },
  { who: 'opaque answer', status: 0, type: '', text: '', isOpaque: true },
] as const satisfies readonly StrangeAnswer[];

/** One of them. */
export const pickStranger = (random: Random): StrangeAnswer => random.pick(strangers);
