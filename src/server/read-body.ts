import type { z } from 'zod';
import { errorResponse } from './json-response.js';

/** The largest request body that is read, in bytes (16 KiB). */
export const MAX_BODY_BYTES = 16 * 1024;

export type BodyResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly response: Response };

const refused = (response: Response): { ok: false; response: Response } => ({
  ok: false,
  response,
});

/**
 * Reads a JSON body of at most {@link MAX_BODY_BYTES} and validates it. An absent body counts as `{}`.
 * The answers to a bad one name the field, never its value.
 */
export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<BodyResult<T>> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES)
    return refused(tooLarge());
  const text = await readBounded(request.body);
  if (text === undefined) return refused(tooLarge());

  let value: unknown = {};
  if (text !== '') {
    const mediaType = (request.headers.get('content-type') ?? '')
      .split(';', 1)[0]
      ?.trim()
      .toLowerCase();
    if (mediaType !== 'application/json') {
      return refused(
        errorResponse(415, 'unsupported_media_type', 'Content-Type must be application/json'),
      );
    }
    try {
      value = JSON.parse(text);
    } catch {
      return refused(errorResponse(400, 'invalid_request', 'Body is not valid JSON'));
    }
  }

  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return refused(errorResponse(400, 'invalid_request', describe(parsed.error.issues)));
}

function tooLarge(): Response {
  return errorResponse(413, 'body_too_large', `Body is larger than ${MAX_BODY_BYTES} bytes`);
}

function describe(issues: readonly z.core.$ZodIssue[]): string {
  const issue = issues[0];
  if (issue === undefined) return 'Body is not valid';
  if (issue.code === 'unrecognized_keys') return 'Body has an unknown field';
  const field = issue.path.join('.');
  return field === '' ? 'Body is not valid' : `${field} is missing or not valid`;
}

async function readBounded(body: ReadableStream<Uint8Array> | null): Promise<string | undefined> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
