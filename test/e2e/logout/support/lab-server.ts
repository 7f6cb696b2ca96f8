import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { listen } from '../../../server/support/listen.js';
import { bundlePage } from './bundle.js';
import type { LabBackend } from './lab-backend.js';
import type { Mode } from './mode.js';
import { servePage } from './pages.js';

const base = '/api/auth';

/** Answers that are held back: made at once, sent on `release`. */
export interface Hold {
  /** Resolves when the first request is there. */
  readonly arrived: Promise<void>;
  release(): void;
}

/** A server with the test's pages and a backend. */
export interface LabServer {
  readonly url: string;
  /** While true, the backend's connections break. The pages are still served. */
  isDown: boolean;
  /** The points at which pages stand still. */
  readonly halted: readonly string[];
  /** How many event streams and web sockets of pages are open. */
  readonly feeds: number;
  /** Whose sessions live, one address each. */
  sessions(): Promise<readonly string[]>;
  /** How many requests this route of the backend has got. */
  callsTo(path: string): number;
  /** Holds back the answers of one route of the backend. */
  hold(path: string): Hold;
  close(): Promise<void>;
}

/** Starts it on a free loopback port. */
export async function startLabServer(backend: LabBackend, mode: Mode): Promise<LabServer> {
  await bundlePage();
  const calls: string[] = [];
  const holds = new Map<string, { arrive(): void; released: Promise<void> }>();
  const streams = new Set<ServerResponse>();
  const sockets = new WebSocketServer({ noServer: true });
  const halted: string[] = [];
  const meet = createMeetings();

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', listening.url);
    const { pathname, searchParams } = url;
    if (await servePage(req, res, mode)) return;
    if (pathname === '/lab/feed') return stream(res);
    if (pathname === '/lab/halted') {
      halted.push(String(searchParams.get('at')));
      return void res.writeHead(204).end();
    }
    if (pathname === '/lab/meet') return meet(searchParams, res);
    if (pathname === '/lab/code')
      return void res.end(backend.codeFor(String(searchParams.get('email'))));
    if (!pathname.startsWith(base)) return void res.writeHead(404).end();
    const request = await toRequest(req, url);
    if (server.isDown) return void req.socket.destroy();
    await send(res, await answer(pathname.slice(base.length), request));
  }

  async function answer(path: string, request: Request): Promise<Response> {
    calls.push(path);
    const response = await backend.answer(path, request);
    const hold = holds.get(path);
    hold?.arrive();
    await hold?.released;
    return response;
  }

  function stream(res: ServerResponse) {
    streams.add(res);
    res.on('close', () => streams.delete(res));
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: private\n\n');
  }

  const listening = await listen(handle, (...request) =>
    sockets.handleUpgrade(...request, (socket) => socket.send('private')),
  );
  const server: LabServer = {
    url: listening.url,
    halted,
    isDown: false,
    get feeds() {
      return streams.size + sockets.clients.size;
    },
    sessions: () => backend.sessions(),
    callsTo: (path) => calls.filter((call) => call === path).length,
    hold(path) {
      const arrived = gate();
      const released = gate();
      holds.set(path, { arrive: arrived.open, released: released.passed });
      return {
        arrived: arrived.passed,
        release() {
          holds.delete(path);
          released.open();
        },
      };
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await listening.close();
      await backend.close();
    },
  };
  return server;
}

function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

/** Answers pages that wait for one another, when the last of them is there. */
function createMeetings() {
  const meetings = new Map<string, ServerResponse[]>();
  return (search: URLSearchParams, res: ServerResponse) => {
    const name = String(search.get('name'));
    const waiting = [...(meetings.get(name) ?? []), res];
    meetings.set(name, waiting);
    if (waiting.length < Number(search.get('count'))) return;
    meetings.delete(name);
    for (const each of waiting) each.writeHead(204).end();
  };
}

async function toRequest(req: IncomingMessage, url: URL): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value));
  return new Request(url, { method: req.method ?? 'GET', headers, ...(body && { body }) });
}

async function send(res: ServerResponse, response: Response): Promise<void> {
  const cookies = response.headers.getSetCookie();
  response.headers.delete('set-cookie');
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
  res.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}
