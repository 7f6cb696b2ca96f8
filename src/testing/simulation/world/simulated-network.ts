import { CookieJar } from './cookie-jar.js';
import type { Faults } from './faults.js';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';
import { refuse } from './simulated-server.js';
import type { Server, ServerRequest, ServerResponse } from './simulated-server.js';
import { pickStranger } from './strangers.js';
import type { StrangeAnswer } from './strangers.js';
import { never } from './tab.js';
import type { Tab } from './tab.js';

/** One request, as the tab that made it sees it. */
export interface NetworkRequest extends ServerRequest {
  readonly tab: Tab;
  readonly startedAt: number;
  /** How often the tab had been frozen when it asked. */
  readonly freezes: number;
  /** Whether its answer, its failure or its abort has reached the tab. */
  settled: boolean;
  /** What the backend told the tab; null where it has told nothing. */
  status: number | null;
  /** Whether the server has acted on it. */
  arrived: boolean;
}

/** What the network needs of its world. */
export interface NetworkWorld {
  readonly faults: Faults;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly server: Server;
  /** Who the strangers are is drawn apart: a world without them stays as it is. */
  readonly strangeRandom: Random;
}

type Answer = (response: ServerResponse | StrangeAnswer) => void;

const networkError = (): TypeError => new TypeError('Failed to fetch');

/** The network between the tabs and the server: each leg of a request is a task of its own. */
export class Network {
  online = true;
  readonly jar: CookieJar;
  /** Every request ever made. */
  readonly requests: NetworkRequest[] = [];

  /**
   * @param onRequest Sees every request as it is made.
   * @param onAnswer Sees every request as its answer reaches the tab.
   */
  constructor(
    private readonly world: NetworkWorld,
    private readonly onRequest: (request: NetworkRequest) => void,
    private readonly onAnswer: (request: NetworkRequest) => void,
  ) {
    this.jar = new CookieJar(world.server);
  }

  /** One tab's `fetch`. */
  of(tab: Tab): typeof fetch {
    return (input, init = {}) => {
      if (!tab.call()) return never();
      const { signal } = init;
      if (signal?.aborted) return Promise.reject(reasonOf(signal));
      return new Promise((resolve, reject) => {
        const request = this.note(tab, input instanceof Request ? input.url : String(input), init);
        const settle = (status: number | null, run: () => void): void => {
          if (request.settled) return;
          request.settled = true;
          request.status = status;
          signal?.removeEventListener('abort', abort);
          run();
        };
        const fail = (): void => settle(null, () => reject(networkError()));
        const answer: Answer = (response) =>
          settle('who' in response ? null : response.status, () => {
            resolve(toResponse(tab, response));
            this.onAnswer(request);
          });
        const abort = (): void =>
          settle(null, () => reject(signal ? reasonOf(signal) : networkError()));
        signal?.addEventListener('abort', abort, { once: true });
        tab.onFreeze((cached) => {
          if (cached && !init.keepalive) tab.park(fail);
        });
        this.travel(request, init.keepalive === true, answer, fail);
      });
    };
  }

  private note(tab: Tab, url: string, init: RequestInit): NetworkRequest {
    const bearer = readHeader(init.headers, 'authorization')?.replace(/^Bearer /, '') ?? null;
    const request: NetworkRequest = {
      tab,
      path: url.replace(/\?.*$/, ''),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : {},
      bearer,
      startedAt: this.world.scheduler.now,
      freezes: tab.freezes,
      settled: false,
      status: null,
      arrived: false,
    };
    this.requests.push(request);
    this.onRequest(request);
    return request;
  }

  private travel(
    request: NetworkRequest,
    keepalive: boolean,
    answer: Answer,
    fail: () => void,
  ): void {
    const { faults, scheduler } = this.world;
    const { tab } = request;
    const lost = !this.online || faults.strikes('requestLost');
    if (lost) {
      tab.post('network error', fail, this.delay());
      return;
    }
    if (faults.strikes('strangerAnswers')) {
      const stranger = pickStranger(this.world.strangeRandom);
      const label = `response ${stranger.status} of ${stranger.who}`;
      tab.post(label, () => answer(stranger), this.delay());
      return;
    }
    if (faults.strikes('requestHangs')) return;
    const arrive = (reply: boolean): void => {
      if (!tab.isAlive() && !keepalive && this.world.random.chance(0.5)) return;
      const response = this.reply(request);
      if (!reply) return;
      if (faults.strikes('responseLost')) tab.post('network error', fail, this.delay());
      else {
        this.jar.receive(request, response);
        tab.post(`response ${response.status}`, () => answer(response), this.delay());
      }
    };
    const label = `network ${tab.name} ${request.path}`;
    scheduler.post({ label, delay: this.delay(), run: () => arrive(true) });
    if (faults.strikes('requestDuplicated'))
      scheduler.post({ label: `${label} again`, delay: this.delay(), run: () => arrive(false) });
  }

  private reply(request: NetworkRequest): ServerResponse {
    const { faults, server } = this.world;
    const revokes = request.path.endsWith('/logout');
    if (faults.strikes('serverFails')) return refuse(500, 'Logout failed', 'logout_failed');
    if (faults.strikes('serverBusy')) return refuse(429, 'Too many requests', 'rate_limited');
    if (revokes && faults.strikes('revocationFails'))
      return refuse(503, 'Logout failed', 'unavailable');
    if (revokes && faults.strikes('revocationRefused'))
      return refuse(401, 'Ticket refused', 'ticket_refused');
    request.arrived = true;
    const response = server.handle(request);
    return revokes && faults.strikes('sessionUnknown')
      ? { status: 404, body: { error: 'Not found' } }
      : response;
  }

  private delay(): number {
    const { faults, random } = this.world;
    return faults.strikes('requestSlow') ? random.between(500, 20_000) : random.below(200);
  }
}

/** `Headers` are only made where the engine does not give plain ones. */
function readHeader(headers: RequestInit['headers'], name: string): string | undefined {
  if (headers === undefined) return undefined;
  if (headers instanceof Headers || Array.isArray(headers))
    return new Headers(headers).get(name) ?? undefined;
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError');

function toResponse(tab: Tab, response: ServerResponse | StrangeAnswer): Response {
  const { status } = response;
  const isStrange = 'who' in response;
  const text = isStrange ? response.text : JSON.stringify(response.body);
  const type = isStrange ? response.type : 'application/json';
  const read = <T>(make: () => T): Promise<T> =>
    tab.isAlive() ? tab.settle('body', make) : never();
  return {
    ok: status >= 200 && status < 300,
    status,
    redirected: isStrange && response.redirected === true,
    url: isStrange ? 'https://stranger.test/' : '',
    type: isStrange && response.isOpaque === true ? 'opaque' : 'basic',
    get headers() {
      return new Headers(type === '' ? {} : { 'content-type': type });
    },
    text: () => read(() => text),
    json: () => read(() => JSON.parse(text) as unknown),
  } as Response;
}
