import type { z } from 'zod';
import { parseJson } from '../parse-json.js';
import type { Answer } from './answer.js';
import { errorAnswer } from './answer.js';
import { MAX_BODY_BYTES } from './incoming.js';
import type { Incoming } from './incoming.js';

export type BodyResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly answer: Answer };

/**
 * Reads a JSON body of at most {@link MAX_BODY_BYTES} and validates it. An absent body counts as `{}`.
 * The answers to a bad one name the field, never its value.
 */
export async function readBody<T>(
  incoming: Incoming,
  schema: z.ZodType<T>,
): Promise<BodyResult<T>> {
  const refused = (status: number, ...[code, error]: [Parameters<typeof errorAnswer>[1], string]) =>
    ({ ok: false, answer: errorAnswer(status, code, error) }) as const;

  const text = await incoming.readText(MAX_BODY_BYTES);
  if (text === undefined)
    return refused(413, 'body_too_large', `Body is larger than ${MAX_BODY_BYTES} bytes`);
  if (text !== '' && !isJson(incoming))
    return refused(415, 'unsupported_media_type', 'Content-Type must be application/json');
  const value = text === '' ? {} : parseJson(text);
  if (value === undefined) return refused(400, 'invalid_request', 'Body is not valid JSON');
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return refused(400, 'invalid_request', describe(parsed.error.issues));
}

function isJson({ headers }: Incoming): boolean {
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';', 1);
  return mediaType.trim().toLowerCase() === 'application/json';
}

function describe(issues: readonly z.core.$ZodIssue[]): string {
  // A misspelt name says more than that the right one is missing.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) return 'Body is not valid';
  if (issue.code === 'unrecognized_keys') return 'Body has an unknown field';
  const field = issue.path.join('.');
  return field === '' ? 'Body is not valid' : `${field} is missing or not valid`;
}
