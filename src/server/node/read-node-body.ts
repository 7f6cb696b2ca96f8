import { AuthServerError } from '../errors.js';
import type { NodeRequest } from './node-types.js';

/**
 * The body of a Node request, whatever its framing: from the stream, or as an earlier parser left it in
 * `req.body`. Reads one byte more than `limit` at most, and leaves the stream paused there.
 *
 * @throws AuthServerError `body_lost` when something has read it and kept it to itself.
 */
export async function readNodeBody(req: NodeRequest, limit: number): Promise<Uint8Array | string> {
  if (req.readableDidRead) return parsedBody(req.body) ?? lost();
  if (req.readableEnded) return parsedBody(req.body) ?? '';
  if (req.destroyed) throw gone();
  const read = await readStream(req, limit + 1);
  return read.length > 0 ? read : (parsedBody(req.body) ?? '');
}

function readStream(req: NodeRequest, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      req.off('data', onData).off('end', onEnd).off('error', onFault).off('close', onFault);
      finish();
    };
    const onEnd = (): void => settle(() => resolve(joined(chunks, size)));
    const onFault = (): void => settle(() => reject(gone()));
    const onData = (chunk: Uint8Array): void => {
      chunks.push(chunk.subarray(0, most - size));
      size = Math.min(most, size + chunk.length);
      if (size < most) return;
      req.pause();
      onEnd();
    };
    req.on('data', onData).on('end', onEnd).on('error', onFault).on('close', onFault);
  });
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** What an earlier parser made of the body. Express 4 leaves `{}` where there was nothing to parse. */
function parsedBody(body: unknown): Uint8Array | string | undefined {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return body;
  const isEmpty = typeof body === 'object' && body !== null && Object.keys(body).length === 0;
  return isEmpty ? '' : JSON.stringify(body);
}

function lost(): never {
  throw new AuthServerError(
    'body_lost',
    'Something read the body before the handler and did not leave it in req.body: put the handler in front of it',
  );
}

const gone = (): Error => new Error('The client went away');
