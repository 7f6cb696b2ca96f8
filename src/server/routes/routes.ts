import { ROUTES } from '../../wire/routes.js';
import { errorAnswer } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import type { Incoming } from '../http/incoming.js';
import { originRefusedOnce, routeNotFound } from '../notices.js';
import { answerOptions, originRefused } from '../origin-policy.js';
import type { RequestOrigin } from '../origin-policy.js';
import { createLogoutRoute } from './logout.js';
import { createOtpSendRoute } from './otp-send.js';
import { createOtpVerifyRoute } from './otp-verify.js';
import type { Route, RouteContext } from './route.js';
import { sendSealed } from './send-sealed.js';
import { createSessionRoute } from './session.js';
import { createSessionRefreshRoute } from './session-refresh.js';

/** Answers any request, below `basePath` or not. */
export type Routes = (incoming: Incoming, from: RequestOrigin) => Promise<Answer>;

interface Entry {
  readonly method: 'GET' | 'POST';
  readonly route: Route;
}

export function createRoutes(context: RouteContext, basePath: string): Routes {
  const post = (route: Route): Entry => ({ method: 'POST', route });
  const entries = new Map<string, Entry>([
    [basePath + ROUTES.sendCode, post(createOtpSendRoute(context))],
    [basePath + ROUTES.verifyCode, post(createOtpVerifyRoute(context))],
    [basePath + ROUTES.refresh, post(createSessionRefreshRoute(context))],
    [basePath + ROUTES.logout, post(createLogoutRoute(context))],
    [basePath + ROUTES.session, { method: 'GET', route: createSessionRoute(context) }],
  ]);

  return async (incoming, from) => {
    const entry = incoming.isCanonical ? entries.get(incoming.url.pathname) : undefined;
    if (entry === undefined) {
      context.reportOnce(routeNotFound(basePath));
      return errorAnswer(404, 'route_not_found', 'Not found');
    }
    const { method, route } = entry;
    if (incoming.method === 'OPTIONS') return answerOptions(from, method, incoming.headers);
    if (from.kind === 'refused') {
      context.reportOnce(originRefusedOnce(incoming.headers.get('origin') ?? 'another site'));
      return originRefused();
    }
    if (incoming.method !== method) {
      return errorAnswer(405, 'method_not_allowed', 'Method not allowed', {
        headers: { Allow: `${method}, OPTIONS` },
      });
    }
    const [sent, answer] = await Promise.all([
      sendSealed(context, incoming, from),
      route(incoming, from),
    ]);
    return { ...answer, cookies: [...(answer.cookies ?? []), ...sent] };
  };
}
