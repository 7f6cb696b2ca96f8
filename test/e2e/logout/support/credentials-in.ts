import type { BrowserContext } from 'playwright-core';

/** What the browser keeps of a session in cookies that no script can read; empty texts where there is none. */
export async function credentialsIn(context: BrowserContext) {
  const cookies = await context.cookies();
  const valueOf = (name: string) =>
    cookies.find((each) => each.httpOnly && each.name.endsWith(name))?.value ?? '';
  return { sessionToken: valueOf('session_token'), sessionJwt: valueOf('session_jwt') };
}
