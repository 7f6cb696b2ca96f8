import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BuiltFile } from './build-pages.js';

/** How the backend answers. */
export const MODES = {
  instant: 'answers at once',
  slow: 'answers after 2 s',
  never: 'never answers',
  failing: 'answers 500',
  down: 'cuts the connection',
} as const;

export type Mode = keyof typeof MODES;

/** The pages, and a backend whose answers are scripted. */
export interface ScriptedServer {
  readonly url: string;
  /** How `/logout` answers; `everything` is for the other routes. */
  logout: Mode;
  everything: Mode;
  /** Cuts off the requests to `/logout` that wait, and those still on their way. */
  release(): void;
  close(): Promise<void>;
}

const secret = (length: number) => randomBytes(length).toString('base64url').slice(0, length);

/** A grant with secrets as long as real ones. */
function grant() {
  const now = Math.floor(Date.now() / 1000);
  return {
    user: {
      id: `user_${secret(20)}`,
      email: 'ada.lovelace@example.com',
      emailVerified: true,
      firstName: 'Ada',
      lastName: 'Lovelace',
      createdAt: now,
    },
    sessionToken: secret(64),
    sessionJwt: secret(900),
    jwtExpiresAt: now + 300,
    expiresAt: now + 7 * 86_400,
    ticket: secret(260),
    everywhereTicket: secret(260),
  };
}

/** Starts it on a free port of the loopback address. */
export async function startScriptedServer(
  files: ReadonlyMap<string, BuiltFile>,
): Promise<ScriptedServer> {
  const waiting = new Set<ServerResponse>();
  const script = { logout: 'instant' as Mode, everything: 'instant' as Mode };

  function answer(response: ServerResponse, mode: Mode, status: number, body: object) {
    const end = (code: number, json: object) => {
      if (response.destroyed) return;
      response.writeHead(code, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(json));
    };
    if (mode === 'instant') end(status, body);
    else if (mode === 'failing') end(500, { error: 'Scripted failure' });
    else if (mode === 'down') response.destroy();
    else {
      waiting.add(response);
      response.on('close', () => waiting.delete(response));
      if (mode === 'slow') setTimeout(() => end(status, body), 2_000).unref();
    }
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = files.get(path);
    if (file) {
      response.writeHead(200, {
        'content-type': file.type,
        'cache-control': file.type === 'text/html' ? 'no-cache' : 'max-age=31536000, immutable',
        // A finer clock: performance.now() in steps of 5 µs.
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      });
      response.end(file.body);
      return;
    }
    request.resume().on('end', () => {
      if (path.endsWith('/logout')) answer(response, script.logout, 200, { success: true });
      else if (path.endsWith('/otp/send'))
        answer(response, script.everything, 200, { methodId: 'method_1' });
      else answer(response, script.everything, 200, grant());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return Object.assign(script, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    release() {
      script.logout = 'down';
      for (const response of waiting) response.destroy();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
