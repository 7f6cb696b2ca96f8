import type { ServerSession } from '../world/simulated-server.js';
import type { World } from '../world/world.js';

/** Whether the server has refused to revoke a session. */
export const wasRefused = ({ network, server }: World, session: ServerSession): boolean =>
  network.requests.some(
    (request) =>
      request.status === 401 &&
      request.path.endsWith('/logout') &&
      server.namedBy(request) === session,
  );
