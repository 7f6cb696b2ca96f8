import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Strings of a session that must stay out of every inspector. */
export const secrets = {
  email: 'planted.person@example.test',
  code: '917354',
  sessionToken: 'sess_PLANTEDtoken0123456789',
  sessionJwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJQTEFOVEVEIn0.UExBTlRFRA',
  ticket: 'ticket.PLANTED.ticket',
  everywhereTicket: 'ticket.PLANTED.everywhere',
  firstName: 'Plantina',
} as const;

/** A page with an app and an inspector, and the backend behind it. */
export interface ServedPage {
  readonly url: string;
  /** What `POST /logout` answers; 0 for nothing at all. */
  setLogoutStatus(status: number): void;
  /** The paths that were asked for. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

const here = new URL('./', import.meta.url);
const root = new URL('../../../', import.meta.url);

async function bundle(
  scripts: readonly string[],
  splitting: boolean,
): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: scripts.map((script) => fileURLToPath(new URL(script, here))),
    entryNames: '[name]',
    bundle: true,
    splitting,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: '/',
    define: { 'process.env.NODE_ENV': '"development"' },
    tsconfig: fileURLToPath(new URL('tsconfig.json', root)),
    logLevel: 'error',
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

const html = (script: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Demo app</title><style nonce="page">
body{margin:0;font:16px/1.5 system-ui,sans-serif;background:#fff;color:#1b2340}
main{padding:48px 56px;max-width:720px}h1{font-size:30px;margin:0 0 8px}
main button{font:inherit;padding:8px 16px;margin-right:8px;border-radius:8px;border:1px solid #c6cde0;background:#fff}
@media(prefers-color-scheme:dark){body{background:#0b0d14;color:#e9ecf5}main button{background:#151926;border-color:#3a435c;color:inherit}}
</style></head><body><main><h1>Nightly notes</h1><p>The app is <b id="status">initializing</b>.
<span id="result"></span></p><button id="signIn">Sign in</button><button id="logout">Log out</button>
<button id="window">Inspector window</button></main><script type="module" src="${script}"></script></body></html>`;

/** As strict as a page can be: no inline style, no eval, no other origin. */
const pageHeaders = {
  'content-type': 'text/html',
  'content-security-policy': "default-src 'self'; style-src 'nonce-page'; base-uri 'none'",
};

/** Serves scripts of this folder on a free port: the first as `/`, each as `/<name>.html`. */
export function servePage(...scripts: readonly string[]): Promise<ServedPage> {
  return serve(scripts, true);
}

/** The same where each script becomes one file, as with esbuild without `--splitting`. */
export function servePageOfOneFile(...scripts: readonly string[]): Promise<ServedPage> {
  return serve(scripts, false);
}

async function serve(scripts: readonly string[], splitting: boolean): Promise<ServedPage> {
  const files = await bundle(scripts, splitting);
  const names = scripts.map((script) => basename(script).replace(/\.tsx?$/, ''));
  const pages = new Map(
    ['/', ...names.map((name) => `/${name}.html`)].map((path, index) => [
      path,
      html(`/${names[Math.max(index - 1, 0)]}.js`),
    ]),
  );
  const requests: string[] = [];
  let logoutStatus = 200;

  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const grant = (): object => ({
    user: { id: 'user_1', email: secrets.email, firstName: secrets.firstName, createdAt: 1 },
    sessionToken: secrets.sessionToken,
    sessionJwt: secrets.sessionJwt,
    jwtExpiresAt: Math.floor(Date.now() / 1_000) + 300,
    expiresAt: Math.floor(Date.now() / 1_000) + 86_400,
    ticket: secrets.ticket,
    everywhereTicket: secrets.everywhereTicket,
  });
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    requests.push(pathname);
    const file = files.get(pathname);
    if (file !== undefined)
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(file);
    else if (pathname === '/api/auth/otp/send') answer(response, 200, { methodId: 'method_1' });
    else if (pathname === '/api/auth/otp/verify' || pathname === '/api/auth/session/refresh')
      answer(response, 200, grant());
    else if (pathname === '/api/auth/logout') {
      if (logoutStatus !== 0)
        answer(response, logoutStatus, logoutStatus === 200 ? { success: true } : {});
    } else if (pages.has(pathname)) response.writeHead(200, pageHeaders).end(pages.get(pathname));
    else if (pathname === '/favicon.ico') response.writeHead(204).end();
    else response.writeHead(404).end();
  };

  const server = createServer(handle);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    setLogoutStatus(status) {
      logoutStatus = status;
    },
    requests,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
