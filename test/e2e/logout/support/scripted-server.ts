import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../../../server/support/listen.js';
import { bundlePage } from './bundle.js';
import { createScriptedBackend, type ScriptedBackend } from './backend.js';
import { servePage } from './pages.js';

const base = '/api/auth';

/** Answers that are held back: made at once, sent on `release`. */
export interface Hold {
  /** Resolves when the first request is there. */
  readonly arrived: Promise<void>;
  release(): void;
}

/** A server with the test's pages and a scripted backend. */
export interface ScriptedServer {
  readonly url: string;
  readonly backend: ScriptedBackend;
  /** While true, the backend's connections break. The pages are still served. */
  isDown: boolean;
  /** The points at which pages stand still. */
  readonly halted: readonly string[];
  /** How many event streams of pages are open. */
  readonly feeds: number;
  /** Holds back the answers of one route of the backend. */
  hold(path: string): Hold;
  close(): Promise<void>;
}

/** Starts it on a free loopback port. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  await bundlePage();
  const backend = createScriptedBackend();
  const holds = new Map<string, { arrive(): void; released: Promise<void> }>();
  const feeds = new Set<ServerResponse>();
  const halted: string[] = [];
  const meetings = new Map<string, ServerResponse[]>();

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://lab');
    if (await servePage(req, res)) return;
    const text = await readText(req);
    if (url.pathname === '/lab/feed') return feed(res);
    if (url.pathname === '/lab/halted') {
      halted.push(String(url.searchParams.get('at')));
      return void res.writeHead(204).end();
    }
    if (url.pathname === '/lab/meet') return meet(url.searchParams, res);
    if (!url.pathname.startsWith(base)) return void res.writeHead(404).end();
    if (server.isDown) return void req.socket.destroy();
    const path = url.pathname.slice(base.length);
    const token = req.headers.authorization?.slice('Bearer '.length);
    const body = JSON.parse(text || '{}') as Record<string, unknown>;
    const answer = backend.answer({ path, body }, token);
    const hold = holds.get(path);
    hold?.arrive();
    await hold?.released;
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    res.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
  }

  function meet(search: URLSearchParams, res: ServerResponse) {
    const name = String(search.get('name'));
    const waiting = [...(meetings.get(name) ?? []), res];
    meetings.set(name, waiting);
    if (waiting.length < Number(search.get('count'))) return;
    meetings.delete(name);
    for (const each of waiting) each.writeHead(204).end();
  }

  function feed(res: ServerResponse) {
    feeds.add(res);
    res.on('close', () => feeds.delete(res));
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: private\n\n');
  }

  const listening = await listen(handle);
  const server: ScriptedServer = {
    url: listening.url,
    backend,
    halted,
    isDown: false,
    get feeds() {
      return feeds.size;
    },
    hold(path) {
      let arrive = () => {};
      let open = () => {};
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const released = new Promise<void>((resolve) => {
        open = resolve;
      });
      holds.set(path, { arrive, released });
      return {
        arrived,
        release() {
          holds.delete(path);
          open();
        },
      };
    },
    close: () => listening.close(),
  };
  return server;
}

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
