import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import axios from 'axios';
import ky from 'ky';
import { createAuthFetch, SessionEndedError } from '../../src/fetch/index.js';
import type { Auth } from '../../src/engine/index.js';
import { signIn } from '../support/device.js';
import { errorOf, openSignedIn, openTab } from './support/tab.js';

interface Api {
  readonly origin: string;
  readonly asked: { url: string; authorization: string | undefined; body: string }[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}

const servers: Server[] = [];

async function openApi(): Promise<Api> {
  const api = {
    origin: '',
    asked: [] as Api['asked'],
    answer: ((_, response) => response.end('ok')) as Api['answer'],
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { authorization } = request.headers;
      api.asked.push({ url: request.url ?? '', authorization, body });
      api.answer(request, response);
    });
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  api.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return api;
}

let api: Api;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const bearer = async (auth: Auth) => `Bearer ${(await auth.getSessionTokens())?.sessionJwt}`;
const refuseOnce = () => {
  let isFirst = true;
  api.answer = (_, response) => {
    response.statusCode = isFirst ? 401 : 200;
    isFirst = false;
    response.end('ok');
  };
};
const ended = { name: 'SessionEndedError', code: 'session_ended' };

test('the JWT goes to an allowed origin, and to no other', async () => {
  const { auth } = await openSignedIn();
  const foreign = await openApi();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  expect(await (await authFetch(`${api.origin}/notes`)).text()).toBe('ok');
  await authFetch(`${foreign.origin}/notes`);
  expect(api.asked).toEqual([{ url: '/notes', authorization: await bearer(auth), body: '' }]);
  expect(foreign.asked).toEqual([{ url: '/notes', authorization: undefined, body: '' }]);
});

test('a redirect carries it to no foreign origin', async () => {
  const { auth, server } = await openSignedIn();
  const foreign = await openApi();
  api.answer = (_, response) => response.writeHead(302, { location: `${foreign.origin}/` }).end();
  foreign.answer = (_, response) => response.writeHead(401).end();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  expect((await authFetch(api.origin)).status).toBe(401);
  expect(api.asked[0]?.authorization).toBe(await bearer(auth));
  expect(foreign.asked).toEqual([{ url: '/', authorization: undefined, body: '' }]);
  expect(server.countOf('refresh')).toBe(0);
});

test('a header of the request’s own stays', async () => {
  const { auth } = await openSignedIn();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  await authFetch(api.origin, { headers: { authorization: 'Basic eA==' } });
  expect(api.asked[0]?.authorization).toBe('Basic eA==');
});

test.each([
  ['a string', () => ['POST', 'note'] as const],
  ['a blob', () => ['PUT', new Blob(['note'])] as const],
  ['a form', () => ['POST', new URLSearchParams({ note: '' })] as const],
  ['bytes', () => ['POST', new TextEncoder().encode('note')] as const],
])('a 401 refreshes once and sends %s once more', async (_, make) => {
  const { auth, server } = await openSignedIn();
  refuseOnce();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  const [method, body] = make();
  expect((await authFetch(api.origin, { method, body })).status).toBe(200);
  expect(server.countOf('refresh')).toBe(1);
  const [first, second] = api.asked;
  expect(api.asked).toHaveLength(2);
  expect(second?.body).toContain('note');
  expect(second?.body).toBe(first?.body);
  expect(second?.authorization).toBe(await bearer(auth));
  expect(first?.authorization).not.toBe(second?.authorization);
});

test('a Request with a body is sent once more, a stream is not', async () => {
  const { auth } = await openSignedIn();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  refuseOnce();
  const request = new Request(api.origin, { method: 'POST', body: 'note' });
  expect((await authFetch(request)).status).toBe(200);
  expect(api.asked.map(({ body }) => body)).toEqual(['note', 'note']);

  refuseOnce();
  const body = new Blob(['stream']).stream();
  const streamed = { method: 'POST', body, duplex: 'half' };
  expect((await authFetch(api.origin, streamed)).status).toBe(401);
  expect(api.asked).toHaveLength(3);
});

test('a second 401 is the answer, and so is one when there is no fresh JWT', async () => {
  const { auth, server } = await openSignedIn();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  api.answer = (_, response) => response.writeHead(401).end();
  expect((await authFetch(api.origin)).status).toBe(401);
  expect(api.asked).toHaveLength(2);
  server.script.refresh = 'network';
  expect((await authFetch(api.origin)).status).toBe(401);
  expect(api.asked).toHaveLength(3);
  expect(auth.getView().isAuthenticated).toBe(true);
});

test('ten 401s at once share a refresh', async () => {
  const { auth, server } = await openSignedIn();
  const stale = await bearer(auth);
  api.answer = ({ headers }, response) =>
    response.writeHead(headers.authorization === stale ? 401 : 200).end();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  const answers = await Promise.all(Array.from({ length: 10 }, () => authFetch(api.origin)));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(server.countOf('refresh')).toBe(1);
});

test('a 401 whose refresh ends the session rejects', async () => {
  const { auth, server } = await openSignedIn();
  server.script.refresh = 401;
  api.answer = (_, response) => response.writeHead(401).end();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  await expect(authFetch(api.origin)).rejects.toMatchObject(ended);
  expect(api.asked).toHaveLength(1);
});

test('an answer under way at the logout rejects in its tick; what was to be sent is not', async () => {
  const { auth } = await openSignedIn();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  const arrived = new Promise<void>((resolve) => {
    api.answer = () => resolve();
  });
  const late = authFetch(api.origin);
  await arrived;
  const unsent = authFetch(`${api.origin}/unsent`);
  const logout = auth.logout();
  await expect(late).rejects.toMatchObject(ended);
  await expect(unsent).rejects.toBeInstanceOf(SessionEndedError);
  await expect(authFetch(`${api.origin}/after`)).rejects.toMatchObject(ended);
  await logout;
  expect(api.asked.map(({ url }) => url)).toEqual(['/']);
});

test('a fetch that ignores its signal answers nobody after the end', async () => {
  const { auth } = await openSignedIn();
  let answer: (response: Response) => void = () => {};
  const deaf = () => new Promise<Response>((resolve) => (answer = resolve));
  const sent = vi.fn<typeof fetch>(deaf);
  const authFetch = createAuthFetch(auth, { origins: [api.origin], fetch: sent });
  const late = authFetch(api.origin);
  await vi.waitFor(() => expect(sent).toHaveBeenCalledOnce());
  await auth.logout();
  await signIn(auth, 'bob@example.com');
  answer(new Response('of Ada'));
  await expect(late).rejects.toMatchObject(ended);
});

test('a body that is still coming is cut off at the logout', async () => {
  const { auth } = await openSignedIn();
  api.answer = (_, response) => void response.writeHead(200).write('first');
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  const response = await authFetch(api.origin);
  const cutOff = errorOf(response.text());
  await auth.logout();
  expect(await cutOff).toMatchObject(ended);
});

test('a request made under Ada is never sent with Bob’s JWT', async () => {
  const { auth, server } = await openTab();
  server.jwtLife = 10;
  await signIn(auth);
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  const release = server.hold();
  const refused = errorOf(authFetch(api.origin));
  await vi.waitFor(() => expect(server.countOf('refresh')).toBe(1));
  void auth.logout();
  release();
  await signIn(auth, 'bob@example.com');
  expect(await refused).toMatchObject(ended);
  expect(api.asked).toEqual([]);
});

test('the caller’s own signal aborts as with fetch', async () => {
  const { auth } = await openSignedIn();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  const controller = new AbortController();
  api.answer = () => controller.abort();
  await expect(authFetch(api.origin, { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('asked during the start, it waits for the end of it', async () => {
  const { auth, server, device } = await openSignedIn();
  auth.dispose();
  const again = device.openTab({ backend: server.backend });
  const authFetch = createAuthFetch(again.auth, { origins: [api.origin] });
  expect(again.auth.getView().ready).toBe(false);
  expect((await authFetch(api.origin)).status).toBe(200);
});

test('auth.fetch: relative to the page, the page’s own origin alone', async () => {
  vi.stubGlobal('location', { href: `${api.origin}/app/`, origin: api.origin });
  const { auth } = await openSignedIn({
    environment: { fetch: (input, init) => fetch(input, init) },
  });
  const foreign = await openApi();
  await auth.fetch('notes');
  await auth.fetch(foreign.origin);
  expect(api.asked).toMatchObject([{ url: '/app/notes', authorization: await bearer(auth) }]);
  expect(foreign.asked).toMatchObject([{ authorization: undefined }]);
});

test('ky and axios send through it, and repeat with a fresh JWT', async () => {
  const { auth, server } = await openSignedIn();
  const authFetch = createAuthFetch(auth, { origins: [api.origin] });
  refuseOnce();
  expect(await ky.post(api.origin, { fetch: authFetch, json: { a: 1 }, retry: 0 }).text()).toBe(
    'ok',
  );
  refuseOnce();
  const http = axios.create({ adapter: 'fetch', env: { fetch: authFetch } });
  expect((await http.post(api.origin, { a: 1 })).data).toBe('ok');
  expect(server.countOf('refresh')).toBe(2);
  expect(api.asked.map(({ body }) => body)).toEqual(Array(4).fill('{"a":1}'));
  void auth.logout();
  await expect(ky.get(api.origin, { fetch: authFetch, retry: 0 })).rejects.toMatchObject(ended);
});

test('an Apollo link sends through it, and repeats with a fresh JWT', async () => {
  const { auth, server } = await openSignedIn();
  const statuses = [401, 200];
  api.answer = (_, response) => {
    response.statusCode = statuses.shift() ?? 200;
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"me":"Ada"}}');
  };
  const link = new HttpLink({
    uri: api.origin,
    fetch: createAuthFetch(auth, { origins: [api.origin] }),
  });
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  const query = gql`
    {
      me
    }
  `;
  expect((await client.query({ query })).data).toEqual({ me: 'Ada' });
  expect(server.countOf('refresh')).toBe(1);
  expect(api.asked.at(-1)?.authorization).toBe(await bearer(auth));
  void auth.logout();
  await expect(client.query({ query, fetchPolicy: 'network-only' })).rejects.toMatchObject(ended);
  client.stop();
});

test.each([
  [{ origins: [] }, 'origins'],
  [{}, 'origins'],
  [{ origins: ['https://api.example.com/v1'] }, 'origins.0'],
  [{ origins: ['*'] }, 'origins.0'],
  [{ origins: ['https://a.example'], fetch: 1 }, 'fetch'],
])('createAuthFetch(auth, %j) names "%s"', async (options, named) => {
  const { auth } = await openSignedIn();
  expect(() => createAuthFetch(auth, options as never)).toThrow(`createAuthFetch: "${named}" `);
});
