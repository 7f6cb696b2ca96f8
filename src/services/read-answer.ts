import { isWireError, type WireError } from '../wire/error-codes.js';
import { BackendError } from './backend.js';
import { NoAnswerError } from './no-answer-error.js';

/** Answers of the handler that say nothing of the session: the request did not reach the route. */
const NOT_OF_THE_SESSION: readonly WireError['code'][] = [
  'no_session',
  'route_not_found',
  'method_not_allowed',
];

/** The handler's own JSON. Throws its error as {@link BackendError}, and {@link NoAnswerError} for anybody else's. */
export async function readAnswer(response: Response): Promise<unknown> {
  const answer: unknown = await response.json().catch(() => undefined);
  const isForeign = response.redirected || answer === undefined || answer === null;
  if (response.ok && !isForeign) return answer;
  if (response.ok) throw new NoAnswerError('foreign_answer');
  if (isForeign || !isWireError(answer))
    throw new NoAnswerError(response.status === 0 ? 'foreign_answer' : `http_${response.status}`);
  if (NOT_OF_THE_SESSION.includes(answer.code)) throw new NoAnswerError(answer.code);
  const wait = Number(response.headers.get('retry-after'));
  const { code, ticket } = answer;
  throw new BackendError(response.status, code, wait > 0 ? wait : undefined, ticket);
}
