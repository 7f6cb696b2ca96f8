import { expect, it, afterEach } from 'vitest';
import { toNodeHandler } from '../../src/server/index.js';
import { listen } from './support/listen.js';
import type { Listening } from './support/listen.js';

let server: Listening | undefined;
afterEach(() => server?.close());

it('hands the whole query on, further question marks included', async () => {
  server = await listen(toNodeHandler((request) => Promise.resolve(Response.json(request.url))));
  const { url } = server;
  for (const path of ['/a?next=/b?c=d', '/a??', '/a?x=1?y=2&z=%3F', '/a']) {
    expect(await (await fetch(url + path)).json()).toBe(new URL(url + path).href);
  }
});
