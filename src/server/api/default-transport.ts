import { createNodeTransport } from './node-transport.js';
import { fetchTransport } from './transport.js';
import type { Transport } from './transport.js';

/** Where undici, which is Node's `fetch`, keeps the dispatcher of all requests. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

const dispatcher = (): unknown => Reflect.get(globalThis, DISPATCHER);

const isUntouched = dispatcher() === undefined;
/** As they were before anybody could put another one there: a test, an agent, a proxy. */
const original = { fetch: globalThis.fetch, dispatcher: isUntouched && ownDispatcher() };

/** Node puts its own dispatcher in place when the first of its fetch classes is touched. */
function ownDispatcher(): unknown {
  return typeof globalThis.Response === 'function' ? dispatcher() : undefined;
}

let nodeTransport: Transport | undefined | null = null;

/**
 * Sends by Node's own client, or by the global `fetch` of the moment: where this is not Node, and where
 * somebody has replaced `fetch` or its dispatcher, and means it.
 */
export const defaultTransport: Transport = (request) => {
  const isOriginal =
    isUntouched && globalThis.fetch === original.fetch && dispatcher() === original.dispatcher;
  if (isOriginal) {
    if (nodeTransport === null) nodeTransport = createNodeTransport();
    if (nodeTransport !== undefined) return nodeTransport(request);
  }
  return fetchTransport((input, init) => globalThis.fetch(input, init))(request);
};

/** How the API is reached, with the option `fetch` or without it. */
export function transportOf(fetch: typeof globalThis.fetch | undefined): Transport {
  return fetch === undefined ? defaultTransport : fetchTransport(fetch);
}
