import type { Server, ServerRequest, ServerResponse, ServerSession } from './simulated-server.js';

/** The cookie that the server keeps a session in, which no script can take away: of the whole browser. */
export class CookieJar {
  /** The public id of the session in it. */
  private held: string | null = null;

  constructor(private readonly server: Server) {}

  holds(session: ServerSession): boolean {
    return this.held === session.id;
  }

  /** An answer has reached the browser, whether its page lives or not. */
  receive(request: ServerRequest, { status, body }: ServerResponse): void {
    if (!this.server.setsCookie) return;
    const { sessionId } = body as { readonly sessionId?: unknown };
    if (request.path.endsWith('/otp/verify') && typeof sessionId === 'string')
      this.held = sessionId;
    const hasEnded = request.path.endsWith('/logout') ? status === 200 : status === 401;
    const named = this.server.namedBy(request);
    if (hasEnded && named && this.holds(named)) this.held = null;
  }
}
