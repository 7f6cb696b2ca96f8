/** Time, as the engine reads and waits for it. All values in ms. */
export interface Clock {
  /** The wall clock, in ms since the epoch: as right as the device's clock is. */
  now(): number;
  /**
   * ms on a clock that nobody sets, counted from anywhere. Default: `performance.now()`; for a clock of
   * one's own, `now`.
   */
  monotonic?(): number;
  setTimeout(run: () => void, delay: number): unknown;
  clearTimeout(id: unknown): void;
}

/** The part of Web Crypto that the engine uses. */
export interface CryptoLike {
  randomUUID?(): string;
  getRandomValues(array: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  readonly subtle?: Pick<SubtleCrypto, 'generateKey' | 'encrypt' | 'decrypt'>;
}

/** A broadcast channel between tabs. */
export interface ChannelLike {
  postMessage(message: unknown): void;
  close(): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** The part of `localStorage` that the engine uses. */
export type LocalStorageLike = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The cookies of the page, as far as script may touch them. */
export interface CookiesLike {
  /** What `document.cookie` gives. */
  read(): string;
  /** Takes what `document.cookie` takes. */
  write(cookie: string): void;
}

/** The part of the Web Locks API that the engine uses. */
export interface LocksLike {
  request<T>(
    name: string,
    options: { signal?: AbortSignal; mode?: 'exclusive' | 'shared' },
    callback: () => Promise<T>,
  ): Promise<T>;
  /** Who holds which. Absent: nobody can tell. */
  query?(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

/**
 * The page's own events: `pageshow`, `pagehide`, `visibilitychange`, `resume`, `focus`, `online`, `storage`;
 * and, for an idle limit, what its user does.
 */
export interface PageLike {
  /** Listens to one event; returns the function that stops listening. */
  listen(type: PageEventType, listener: (event: PageEvent) => void): () => void;
  isVisible(): boolean;
  isOnline(): boolean;
  /** How the browser came to open this page. Absent: nobody can tell. */
  arrival?(): PageArrival;
}

/** How the browser came to open a page. */
export interface PageArrival {
  /** When it began to: in ms since the epoch. */
  readonly startedAt: number;
  /** Whether for a link or an address, and not for a reload, its history, or a tab that it restores. */
  readonly isLink: boolean;
}

export type PageEventType =
  | 'pageshow'
  | 'pagehide'
  | 'visibilitychange'
  | 'freeze'
  | 'resume'
  | 'focus'
  | 'online'
  | 'offline'
  | 'storage'
  | 'pointerdown'
  | 'pointermove'
  | 'keydown'
  | 'wheel'
  | 'scroll';

/** What the engine reads of a page event. */
export interface PageEvent {
  readonly key?: string | null;
  readonly newValue?: string | null;
  readonly oldValue?: string | null;
}

/**
 * Everything outside the engine, in one object: the browser's own by default, a simulator's in
 * tests. A part that is `undefined` is one that this platform lacks.
 */
export interface Environment {
  readonly indexedDB: IDBFactory | undefined;
  readonly localStorage: LocalStorageLike | undefined;
  /** Absent: none. */
  readonly sessionStorage?: LocalStorageLike | undefined;
  /** Absent: none. */
  readonly cookies?: CookiesLike | undefined;
  readonly openChannel: ((name: string) => ChannelLike) | undefined;
  readonly locks: LocksLike | undefined;
  readonly fetch: typeof fetch;
  readonly crypto: CryptoLike | undefined;
  readonly clock: Clock;
  readonly page: PageLike | undefined;
  /** Where errors thrown by the app's listeners go. */
  readonly reportError: (error: unknown) => void;
}
