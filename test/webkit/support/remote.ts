import type { IncomingMessage, ServerResponse } from 'node:http';
import { vi } from 'vitest';
import { obey } from '../../e2e/logout/support/obey.js';
import { listen } from '../../server/support/listen.js';
import { patience } from './patience.js';

/** A page that does what it is told, by the network: no driver is needed, and none ends with it. */
export interface RemoteTab {
  /** Opens a page that obeys. */
  goto(url: string): Promise<void>;
  /** Leaves it for a page of another origin. */
  leave(): Promise<void>;
  evaluate<T, Input extends unknown[]>(
    run: (...input: Input) => T,
    ...input: Input
  ): Promise<Awaited<T>>;
  until<Input extends unknown[]>(
    holds: (...input: Input) => boolean,
    ...input: Input
  ): Promise<void>;
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

/** Serves orders for one tab on a port of its own: a browser opens few connections to each. */
export async function startRemote(): Promise<Remote> {
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
    const listening = { href: String(searchParams.get('href')), response: res };
    listener = listening;
    res.on('close', () => {
      if (listener === listening) listener = undefined;
    });
  }

  function order<Input extends readonly unknown[]>(
    run: (...input: Input) => unknown,
    input: Input,
  ): number {
    if (!listener) throw new Error('The tab does not listen.');
    orders += 1;
    const source = `(${String(run)})(...${JSON.stringify(input)})`;
    listener.response.write(`data: ${JSON.stringify({ id: orders, source })}\n\n`);
    return orders;
  }

  async function open(url: string): Promise<void> {
    await vi.waitFor(() => order((to) => location.assign(to), [url]), patience);
    await vi.waitFor(() => {
      if (listener?.href !== url) throw new Error(`The tab is at ${listener?.href}, not at ${url}`);
    }, patience);
  }

  const listening = await listen(handle);
  const addressOf = (url: string) =>
    `${url}${url.includes('?') ? '&' : '?'}remote=${encodeURIComponent(`${listening.url}/`)}`;
  const remote: Remote = {
    address: addressOf(`${listening.url}/page`),
    goto: (url) => open(addressOf(url)),
    leave: () => open(remote.address),
    evaluate: (run, ...input) =>
      new Promise((resolve, reject) => {
        const id = order(run, input);
        answers.set(id, ({ value, error }) => {
          answers.delete(id);
          if (error === undefined) resolve(value as never);
          else reject(new Error(error));
        });
      }),
    async until(holds, ...input) {
      await vi.waitFor(async () => {
        if (!(await remote.evaluate(holds, ...input)))
          throw new Error(`not yet: ${String(holds)} of ${JSON.stringify(input)}`);
      }, patience);
    },
    start: (run, ...input) => void order(run, input),
    get isThere() {
      return listener !== undefined;
    },
    close: () => listening.close(),
  };
  return remote;
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
