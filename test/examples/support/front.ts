import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before a server: counts what is asked of it, and can make it unreachable. */
export interface Front {
  readonly url: string;
  isDown: boolean;
  /** The paths that were asked for since the last call. */
  takeCalls(): readonly string[];
  close(): Promise<void>;
}

export async function startFront(target: string): Promise<Front> {
  let calls: string[] = [];
  let isDown = false;
  const server = createServer((req, res) => {
    if (isDown) return void res.destroy();
    calls.push(`${req.method} ${(req.url ?? '').split('?', 1)[0]}`);
    const { method, headers } = req;
    const onward = forward(new URL(req.url ?? '/', target), { method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.on('error', () => res.destroy());
    req.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // The name that cookies go by: those of the server behind are the same.
    url: `http://localhost:${port}`,
    get isDown() {
      return isDown;
    },
    set isDown(value) {
      isDown = value;
    },
    takeCalls() {
      const taken = calls;
      calls = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
