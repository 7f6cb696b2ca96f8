import type { Answer } from './answer.js';
import { headersOf } from './answer.js';
import type { Incoming } from './incoming.js';

/** A Fetch `Request` as the routes see it. */
export function fromRequest(request: Request): Incoming {
  const url = new URL(request.url);
  return {
    method: request.method,
    url,
    isCanonical: request.url.split(/[?#]/, 1)[0] === url.origin + url.pathname,
    headers: request.headers,
    isGone: () => request.signal.aborted,
    readText: (limit) => readBounded(request, limit),
  };
}

/** An answer as a Fetch `Response`. */
export function toResponse(answer: Answer): Response {
  const text = answer.body === undefined ? null : JSON.stringify(answer.body);
  const response = new Response(text, { status: answer.status, headers: headersOf(answer) });
  for (const cookie of answer.cookies ?? []) response.headers.append('Set-Cookie', cookie);
  return response;
}

async function readBounded(request: Request, limit: number): Promise<string | undefined> {
  const length = request.headers.get('content-length');
  if (Number(length ?? 0) > limit) return undefined;
  if (request.body === null) return '';
  const reader = request.body.getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
