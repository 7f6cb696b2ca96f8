import { hookRequest } from './hooks.js';
import type { HookRequest } from './hooks.js';
import type { Incoming } from './http/incoming.js';

/** The request of a client whose address is asked for. */
export interface ClientRequest extends HookRequest {
  /** The other end of the connection: the client, or the proxy before this server. Node only. */
  readonly remoteAddress?: string;
}

/** Tells the address of the client, as the app's own proxy says it; undefined where that is not known. */
export type ClientAddress = (request: ClientRequest) => string | undefined;

/** The device of a request, as the API takes it. */
export interface ClientDevice {
  readonly ip: string;
  readonly user_agent: string;
}

const MOST_ADDRESS = 64;
const MOST_AGENT = 1024;

/**
 * Which device a request came from, for the limits of one-time codes; undefined where the app does not tell
 * clients apart. What `clientAddress` throws is reported, and as good as not knowing.
 */
export function clientDevice(
  clientAddress: ClientAddress | undefined,
  incoming: Incoming,
  report: (error: unknown) => void,
): ClientDevice | undefined {
  if (clientAddress === undefined) return undefined;
  try {
    const { remoteAddress } = incoming;
    const ip: unknown = clientAddress({
      ...hookRequest(incoming),
      ...(remoteAddress !== undefined && { remoteAddress }),
    });
    if (typeof ip !== 'string' || ip === '') return undefined;
    const agent = incoming.headers.get('user-agent') ?? '';
    return { ip: clean(ip, MOST_ADDRESS), user_agent: clean(agent, MOST_AGENT) };
  } catch (error) {
    report(error);
    return undefined;
  }
}

// The API refuses control characters and what is too long.
function clean(text: string, most: number): string {
  return text.replaceAll(/\p{Cc}/gu, '').slice(0, most);
}
