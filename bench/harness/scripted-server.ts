import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { firebaseRoutes } from '../stand-ins/firebase.js';
import { moonKeyRoutes } from '../stand-ins/moon-key.js';
import type { Routes } from '../stand-ins/routes.js';
import { supabaseRoutes } from '../stand-ins/supabase.js';
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

/** The pages, and backends whose answers are scripted. */
export interface ScriptedServer {
  readonly url: string;
  /** Serves further pages. */
  serve(files: ReadonlyMap<string, BuiltFile>): void;
  /** What is served under a path. */
  bodyOf(path: string): string;
  /** How each `/logout` answers; `everything` is for the other routes. */
  logout: Mode;
  everything: Mode;
  /** Cuts off the requests to `/logout` that wait, and those still on their way. */
  release(): void;
  close(): Promise<void>;
}

const routes: Routes = { ...moonKeyRoutes, ...supabaseRoutes, ...firebaseRoutes };

/** In the shape that Firebase's client reads; the others look at the status. */
const FAILURE = { error: { code: 500, message: 'INTERNAL' } };

/** Starts it on a free port of the loopback address. */
export async function startScriptedServer(
  pages: ReadonlyMap<string, BuiltFile>,
): Promise<ScriptedServer> {
  const files = new Map(pages);
  const waiting = new Set<ServerResponse>();
  const script = { logout: 'instant' as Mode, everything: 'instant' as Mode };

  function answer(response: ServerResponse, mode: Mode, body: object | null) {
    const end = (status: number, json: object | null) => {
      if (response.destroyed) return;
      response.writeHead(status, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      });
      response.end(json && JSON.stringify(json));
    };
    const succeed = () => end(body ? 200 : 204, body);
    if (mode === 'instant') succeed();
    else if (mode === 'failing') end(500, FAILURE);
    else if (mode === 'down') response.destroy();
    else {
      waiting.add(response);
      response.on('close', () => waiting.delete(response));
      if (mode === 'slow') setTimeout(succeed, 2_000).unref();
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
    const route = routes[path];
    if (!route) {
      console.error(`The scripted server has no answer to ${path}.`);
      process.exitCode = 1;
      response.writeHead(404).end();
      return;
    }
    request.resume().on('end', () => {
      const mode = path.endsWith('/logout') ? script.logout : script.everything;
      answer(response, mode, route());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return Object.assign(script, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve(more: ReadonlyMap<string, BuiltFile>) {
      for (const [path, file] of more) files.set(path, file);
    },
    bodyOf: (path: string) => files.get(path)?.body ?? '',
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
