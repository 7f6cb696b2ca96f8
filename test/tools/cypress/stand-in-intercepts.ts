/** A request of the app, as the test's proxy has caught it. */
export interface Asked {
  readonly url: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** What goes back; null for a network that failed, `pass` for what nobody intercepts. */
export type Answered =
  | { readonly statusCode: number; readonly headers: object; readonly body: string }
  | null
  | 'pass';

type Handler = (request: object) => Promise<void> | void;
interface Static {
  readonly headers?: object;
  readonly body: string;
}

let intercepts: { matches: (pathname: string) => boolean; answer: Handler | Static }[] = [];

/** Between tests Cypress forgets them. */
export function forgetIntercepts(): void {
  intercepts = [];
}

/** `cy.intercept`, by path: the last one that fits answers. */
export function intercept({ pathname }: { pathname: string }, answer: Handler | Static): null {
  const start = pathname.replace(/\*\*$/, '');
  const matches = (asked: string) =>
    start === pathname ? asked === pathname : asked.startsWith(start);
  intercepts.unshift({ matches, answer });
  return null;
}

/** Answers a request, as Cypress hands it to a handler: JSON is read. */
export async function answerTo(asked: Asked): Promise<Answered> {
  const { pathname } = new URL(asked.url);
  const answer = intercepts.find(({ matches }) => matches(pathname))?.answer;
  if (!answer) return 'pass';
  if (typeof answer !== 'function')
    return { statusCode: 200, headers: answer.headers ?? {}, body: answer.body };
  const isJson = asked.headers['content-type']?.includes('application/json') && asked.body !== '';
  let answered: Answered = 'pass';
  await answer({
    ...asked,
    body: isJson ? (JSON.parse(asked.body) as unknown) : asked.body,
    reply: ({ statusCode, body }: { statusCode: number; body: object }) => {
      const headers = { 'content-type': 'application/json' };
      answered = { statusCode, headers, body: JSON.stringify(body) };
    },
    destroy: () => {
      answered = null;
    },
  });
  return answered;
}
