import cookieParser from 'cookie-parser';
import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import * as oidc from 'openid-client';

const { OIDC_ISSUER = '', OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET = '' } = process.env;
const issuer = new URL(OIDC_ISSUER);
const execute = issuer.hostname === '127.0.0.1' ? [oidc.allowInsecureRequests] : [];
const options = { execute };
export const provider = await oidc.discovery(
  issuer,
  OIDC_CLIENT_ID,
  OIDC_CLIENT_SECRET,
  undefined,
  options,
);

export const app = express().use(cookieParser(), express.json());

app.get('/login', (req, res, next) => {
  const verifier = oidc.randomPKCECodeVerifier();
  const goThere = (code_challenge: string) => {
    const there = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: `${req.protocol}://${req.host}/`,
      scope: 'openid email offline_access',
      code_challenge,
      code_challenge_method: 'S256',
    });
    res.cookie('verifier', verifier, { httpOnly: true, sameSite: 'lax' }).redirect(there.href);
  };
  oidc.calculatePKCECodeChallenge(verifier).then(goThere).catch(next);
});

/** What the provider gives for the code in the page's address, or for a refresh token: each is good once. */
export async function tokensFor({ body, cookies }: Request) {
  const pkceCodeVerifier = String(cookies.verifier);
  const tokens = await (body.refreshToken
    ? oidc.refreshTokenGrant(provider, body.refreshToken)
    : oidc.authorizationCodeGrant(provider, new URL(body.url), { pkceCodeVerifier }));
  const claims: Partial<oidc.IDToken> = tokens.claims() ?? {};
  const { sub: userId = '', iat: issuedAt = 0 } = claims;
  const email = typeof claims['email'] === 'string' ? claims['email'] : '';
  const { access_token: accessToken, refresh_token: refreshToken = '', expires_in = 60 } = tokens;
  return { userId, email, issuedAt, accessToken, refreshToken, endsAt: issuedAt + expires_in };
}

/** A route that answers with what an async function gives. */
export const answer =
  (
    work: (req: Request) => Promise<{ status?: number; [field: string]: unknown }>,
  ): RequestHandler =>
  (req, res, next) => {
    const working = work(req);
    working.then(({ status = 200, ...body }) => res.status(status).json(body)).catch(next);
  };

/** Only the provider's own word ends a session; anything else may be tried again. */
export const refuse: ErrorRequestHandler = (error, _req, res, _next) => {
  const isOver = error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant';
  res.status(isOver ? 401 : 503).json({ error: isOver ? 'Session ended' : 'Try again' });
};
