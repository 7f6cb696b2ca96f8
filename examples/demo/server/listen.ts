import { once } from 'node:events';
import type { Server } from 'node:http';

/** Listens on this machine, on the first of the ports that is free. 0 is any. */
export async function listen(server: Server, [port = 0, ...others]: number[]): Promise<void> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    if (others.length > 0) return listen(server, others);
    throw new Error(
      `Port ${port} cannot be used (${code}). Choose another with --port or DEMO_PORT, or 0 for any free one.`,
      { cause: error },
    );
  }
}
