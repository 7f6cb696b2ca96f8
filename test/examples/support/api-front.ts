import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before the session service: counts what is asked of it, and can make it unreachable. */
export interface ApiFront {
  readonly url: string;
  isDown: boolean;
  /** The paths that were asked for since the last call. */
  takeCalls(): readonly string[];
  close(): Promise<void>;
}

export async function startApiFront(target: string): Promise<ApiFront> {
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
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
