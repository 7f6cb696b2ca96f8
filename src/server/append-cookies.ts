/**
 * Adds the cookies of a renewal to an answer. None are added where the answer itself sets one of them, as a sign-in and a
 * logout do: those are newer, and a renewal would bring back the session of before.
 *
 * @param headers - Those of the answer.
 * @param cookies - Values of `Set-Cookie`: what `renewServerState` and `createServerAuth().renew` ask for.
 *
 * @example
 * ```ts
 * const { state, cookies } = await serverAuth.renew(request);
 * const response = await next();
 * appendCookies(response.headers, cookies);
 * ```
 */
export function appendCookies(headers: Headers, cookies: readonly string[]): void {
  const asked = new Set(cookies.map(nameOf));
  if (headers.getSetCookie().some((cookie) => asked.has(nameOf(cookie)))) return;
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
}

const nameOf = (cookie: string) => cookie.split('=', 1)[0];
