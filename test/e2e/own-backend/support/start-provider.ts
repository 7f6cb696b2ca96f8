import type { RequestListener } from 'node:http';
import { Provider } from 'oidc-provider';
import { listen } from '../../../server/support/listen.js';

/** An identity provider of its own, which rotates refresh tokens and punishes the use of an old one. */
export interface RunningProvider {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The grants that live: what a sign-in gives, and all tokens of it with it. */
  readonly grants: ReadonlySet<string>;
  close(): Promise<void>;
}

const clientId = 'shop';
const clientSecret = 'a secret of the shop and the provider';

/** Starts a real `oidc-provider` on loopback, whose one client is sent back to this address. */
export async function startProvider(redirectUri: string): Promise<RunningProvider> {
  const handlers: RequestListener[] = [];
  const server = await listen((req, res) => handlers.forEach((handle) => handle(req, res)));
  const grants = new Set<string>();
  const provider = new Provider(server.url, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => Promise.resolve({ sub: id, email: id }),
    }),
    claims: { openid: ['sub'], email: ['email'] },
    conformIdTokenClaims: false,
    rotateRefreshToken: true,
    issueRefreshToken: () => Promise.resolve(true),
    cookies: { keys: ['signs the cookies of the provider'] },
    features: { devInteractions: { enabled: true }, revocation: { enabled: true } },
    async loadExistingGrant({ oidc }) {
      const { accountId } = oidc.session ?? {};
      if (!oidc.client || !accountId) return undefined;
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId });
      grant.addOIDCScope('openid email offline_access');
      await grant.save();
      return grant;
    },
  });
  provider.on('refresh_token.saved', ({ grantId }) => void (grantId && grants.add(grantId)));
  provider.on('grant.revoked', (_context, grantId) => void grants.delete(grantId));
  const handle = provider.callback();
  handlers.push((req, res) => void handle(req, res));
  return { url: server.url, clientId, clientSecret, grants, close: () => server.close() };
}
