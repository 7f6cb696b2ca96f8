import type { Answer } from './answer.js';
import type { Incoming } from './incoming.js';

/** Where a handler of ours takes a request and gives an answer, without `Request` and `Response` in between. */
export const EXCHANGE = Symbol('exchange');

/** A handler that {@link EXCHANGE} can be used of. */
export interface Exchanging {
  readonly [EXCHANGE]: (incoming: Incoming) => Promise<Answer>;
}

export function isExchanging(handler: object): handler is Exchanging {
  return EXCHANGE in handler;
}
