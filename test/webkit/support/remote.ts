import type { IncomingMessage, ServerResponse } from 'node:http';
import { vi } from 'vitest';
import { obey } from '../../e2e/logout/support/obey.js';
import { listen } from '../../server/support/listen.js';
import type { PageHandle } from './page-handle.js';
import { patience } from './patience.js';

/** A page that does what it is told, by the network: no driver is needed, and none ends with it. Opens pages that obey. */
export interface RemoteTab extends PageHandle {
  /** Leaves it for a page of another origin. */
  leave(): Promise<void>;
  /** Tells it to do something that it will not answer. */
  start<Input extends unknown[]>(run: (...input: Input) => void, ...input: Input): void;
  /** Whether a page listens. */
  readonly isThere: boolean;
}

/** Where such a page gets its orders. */
export interface Remote extends RemoteTab {
  /** What the tab opens first. */
  readonly address: string;
  close(): Promise<void>;
}

/** Gives one tab its orders, on a port of its own: a browser opens few connections to each. */
export async function startRemote(): Promise<Remote> {
  const { url, order, answerTo, listensAt, close } = await serveOrders();
  const addressOf = (page: string) =>
    `${page}${page.includes('?') ? '&' : '?'}remote=${encodeURIComponent(`${url}/`)}`;

  async function open(page: string): Promise<void> {
    await vi.waitFor(() => order((to) => location.assign(to), [page]), patience);
    await vi.waitFor(() => {
      if (listensAt() !== page) throw new Error(`The tab is at ${listensAt()}, not at ${page}`);
    }, patience);
  }

  const remote: Remote = {
    address: addressOf(`${url}/page`),
    goto: (page) => open(addressOf(page)),
    leave: () => open(remote.address),
    evaluate: async (run, ...input) => (await answerTo(order(run, input))) as never,
    async until(holds, ...input) {
      await vi.waitFor(async () => {
        if (!(await remote.evaluate(holds, ...input)))
          throw new Error(`not yet: ${String(holds)} of ${JSON.stringify(input)}`);
      }, patience);
    },
    start: (run, ...input) => void order(run, input),
    get isThere() {
      return listensAt() !== undefined;
    },
    close,
  };
  return remote;
}

async function serveOrders() {
  let listener: { readonly href: string; readonly response: ServerResponse } | undefined;
  const answers = new Map<number, (answer: Answer) => void>();
  let orders = 0;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://remote');
    if (pathname === '/page')
      return void res.writeHead(200, { 'content-type': 'text/html' }).end(page);
    if (pathname !== '/') return void res.writeHead(404).end();
    if (req.method === 'POST') {
      answers.get(Number(searchParams.get('id')))?.(JSON.parse(await readText(req)) as Answer);
      return void res.writeHead(204).end();
    }
    const headers = { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' };
    res.writeHead(200, headers).write(': here\n\n');
    const here = { href: String(searchParams.get('href')), response: res };
    listener = here;
    res.on('close', () => {
      if (listener === here) listener = undefined;
    });
  }

  const listening = await listen(handle);
  return {
    url: listening.url,
    close: () => listening.close(),
    /** The page that listens now. */
    listensAt: () => listener?.href,
    /** Sends a function and what it is called with; returns the order's number. */
    order: <Input extends readonly unknown[]>(
      run: (...input: Input) => unknown,
      input: Input,
    ): number => {
      if (!listener) throw new Error('The tab does not listen.');
      orders += 1;
      const source = `(${String(run)})(...${JSON.stringify(input)})`;
      listener.response.write(`data: ${JSON.stringify({ id: orders, source })}\n\n`);
      return orders;
    },
    answerTo: (id: number) =>
      new Promise<unknown>((resolve, reject) => {
        answers.set(id, ({ value, error }) => {
          answers.delete(id);
          if (error === undefined) resolve(value);
          else reject(new Error(error));
        });
      }),
  };
}

/** A page of no app, that obeys. */
const page = `<!doctype html><title>elsewhere</title><script>(${String(obey)})(new URLSearchParams(location.search).get('remote'))</script>`;

interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
