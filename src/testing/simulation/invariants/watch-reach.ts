import { closeOnLogout } from '../../../cleaners/index.js';
import { createAuthFetch } from '../../../fetch/index.js';
import type { AuthView } from '../../../machines/index.js';
import type { Visitor } from '../scenario/visitor.js';
import type { ServerSession } from '../world/simulated-server.js';
import type { World } from '../world/world.js';
import type { Violate } from './violation.js';

const origin = 'https://app.test';

/** A socket that an app has opened for the session that its tab shows. */
interface Socket {
  readonly visitor: Visitor;
  readonly session: ServerSession;
  isOpen: boolean;
}

/** Checks what an app holds of its session: sockets, and answers that are on their way. */
export class ReachWatch {
  private sockets: Socket[] = [];

  constructor(
    private readonly world: World,
    private readonly violate: Violate,
  ) {}

  /** The app opens a socket for each session that is shown. */
  onView(visitor: Visitor, view: AuthView, previous: AuthView): void {
    const session = this.sessionIn(view);
    if (!session || session === this.sessionIn(previous)) return;
    const socket = { visitor, session, isOpen: true };
    this.sockets.push(socket);
    const remove = visitor.auth.addCleaner(
      'socket',
      closeOnLogout({
        close() {
          socket.isOpen = false;
          remove();
        },
      }),
    );
  }

  /** The app asks its own API for something of the session that it shows. */
  ask(visitor: Visitor): void {
    const { auth, opened } = visitor;
    const asked = this.sessionIn(auth.getView());
    if (!asked) return;
    const { fetch } = opened.environment;
    // Some of what apps send requests with takes no signal.
    const isDeaf = this.world.random.chance(0.5);
    const send: typeof fetch = (input, { signal, ...init } = {}) => {
      this.checkSent(visitor, new Headers(init.headers));
      return fetch(input, isDeaf || !signal ? init : { ...init, signal });
    };
    createAuthFetch(auth, { origins: [origin], fetch: send })(`${origin}/data`).then(
      () => {
        const shown = this.sessionIn(auth.getView());
        if (visitor.isAlive() && shown !== asked)
          this.violate(
            'nothing-outlives-its-session',
            `${visitor.name} was given an answer for ${asked.id}, and shows ${shown?.id ?? 'nobody'}.`,
          );
      },
      () => {},
    );
  }

  /** After each task: no socket is open whose session is not shown. */
  check(): void {
    if (this.sockets.length === 0) return;
    this.sockets = this.sockets.filter(({ isOpen, visitor }) => isOpen && visitor.isAlive());
    for (const { visitor, session } of this.sockets)
      if (this.sessionIn(visitor.auth.getView()) !== session)
        this.violate(
          'nothing-outlives-its-session',
          `${visitor.name} does not show ${session.id}, and its socket is open.`,
        );
  }

  private checkSent(visitor: Visitor, headers: Headers): void {
    const jwt = headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
    const sent = this.world.server.byJwt(jwt);
    if (visitor.isAlive() && sent !== this.sessionIn(visitor.auth.getView()))
      this.violate(
        'nothing-outlives-its-session',
        `${visitor.name} sent the JWT of ${sent?.id ?? 'nobody'}, which it does not show.`,
      );
  }

  private sessionIn({ user }: AuthView): ServerSession | undefined {
    return user ? this.world.server.sessionOf(user) : undefined;
  }
}
