import { readSealed } from '../cookies/signed-out-cookies.js';
import type { Incoming } from '../http/incoming.js';
import type { RequestOrigin } from '../origin-policy.js';
import type { RouteContext } from './route.js';

/**
 * Sends the revocations that a browser brings along sealed, since they did not get through before. Gives the
 * values of `Set-Cookie` that forget what is done; what fails stays for the next request.
 */
export async function sendSealed(
  { api, sealed, signedOut, underWay }: RouteContext,
  incoming: Incoming,
  from: RequestOrigin,
): Promise<readonly string[]> {
  if (signedOut === undefined) return [];
  const sent = readSealed(incoming.headers).map(async ([name, value]) => {
    const opened = await sealed.open(value);
    if (opened !== undefined) {
      await api.deleteSession({ session_token: opened.token });
      underWay.tell({ token: opened.token });
    }
    const sid = opened?.sid;
    return [
      signedOut.writeSealed(name, '', 0, from.https),
      ...(sid === undefined ? [] : signedOut.removeTombstone(sid, incoming.headers, from.https)),
    ];
  });
  const settled = await Promise.allSettled(sent);
  return settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
}
