import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Way } from './ways.js';

/** What a page with nonces and Trusted Types sends: no inline style, no script but its own. */
const policy = [
  "default-src 'none'",
  "script-src 'nonce-abc' 'strict-dynamic'",
  "connect-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const document = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>dialog</title><div id="root"></div><script type="module" nonce="abc" src="assets/page.js"></script>`;

/** How the page is built, and whether its policy is strict. */
interface PageOptions {
  readonly way?: Way;
  readonly isStrict?: boolean;
}

/** A page below a path of its own, under a strict policy, and the routes that sign in with 123456. */
export async function serveDialogPage({ way = {}, isStrict = true }: PageOptions = {}) {
  const { outputFiles, metafile } = await build({
    ...way,
    entryPoints: [fileURLToPath(new URL('page.tsx', import.meta.url))],
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    outdir: 'assets',
    write: false,
    metafile: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const scripts = new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
  const requests: string[] = [];
  let answering = Promise.resolve();
  const secrets: string[] = [];
  const addresses: string[] = [];
  const server = createServer((req, res) => {
    const path = new URL(req.url ?? '/', 'http://page').pathname;
    const script = scripts.get(path.replace('/my/app/assets/', ''));
    if (path === '/my/app/')
      res
        .writeHead(200, {
          'content-type': 'text/html',
          ...(isStrict && { 'content-security-policy': policy }),
        })
        .end(document);
    else if (script) res.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    else if (path.startsWith('/my/app/api/auth/'))
      void readBody(req).then(async (body) => {
        requests.push(path.slice('/my/app/api/auth'.length));
        if (body.email !== undefined) addresses.push(body.email);
        await answering;
        const [status, answer] = answerTo(path, body, secrets);
        res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    else res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/my/app/`,
    requests,
    /** The files that the page is made of. */
    inputs: Object.keys(metafile.inputs),
    /** To which a code was sent. */
    addresses,
    /** The tokens of every session so far. */
    secrets,
    /** Holds back the answers of the routes, until what it returns is called. */
    hold() {
      let release = (): void => {};
      answering = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function answerTo(
  path: string,
  { code }: { code?: string },
  secrets: string[],
): [status: number, answer: object] {
  if (path.endsWith('/otp/send')) return [200, { methodId: 'email_1' }];
  if (path.endsWith('/logout')) return [200, { success: true }];
  if (code !== '123456') return [401, { error: 'Code refused', code: 'code_refused' }];
  const now = Math.floor(Date.now() / 1000);
  const session = secrets.length;
  const [sessionToken, sessionJwt] = [randomBytes(32), randomBytes(64)].map((bytes) =>
    bytes.toString('base64url'),
  );
  secrets.push(String(sessionToken), String(sessionJwt));
  const grant = {
    user: { id: 'user_1', email: 'ada@example.com', createdAt: now },
    sessionToken,
    sessionJwt,
    issuedAt: now,
    jwtExpiresAt: now + 300,
    expiresAt: now + 86_400,
    sessionId: `sess_${session}`,
    ticket: `ticket_${session}`,
    everywhereTicket: `everywhere_${session}`,
  };
  return [200, grant];
}

async function readBody(req: IncomingMessage): Promise<{ code?: string; email?: string }> {
  let text = '';
  for await (const part of req) text += String(part);
  return JSON.parse(text || '{}') as { code?: string; email?: string };
}
