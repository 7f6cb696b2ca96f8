import type { ChannelLike, Environment } from '../../../services/environment.js';
import { never } from './tab.js';
import type { Tab } from './tab.js';

/** The parts of the platform that can be there and fail at every call. */
export const breakableParts = [
  'locks',
  'localStorage',
  'openChannel',
  'postMessage',
  'subtle',
  'indexedDB',
] as const;

/** One of {@link breakableParts}. */
export type BreakablePart = (typeof breakableParts)[number];

/** What a world lacks of the platform where one of them is broken. */
export const partOf = {
  locks: 'locks',
  localStorage: 'localStorage',
  openChannel: 'channel',
  postMessage: 'channel',
  subtle: 'subtle',
  indexedDB: 'indexedDB',
} as const satisfies Readonly<Record<BreakablePart, string>>;

const refusal = (): DOMException => new DOMException('The operation is insecure.', 'SecurityError');
const refuse = (): never => {
  throw refusal();
};

type Break = (environment: Environment, tab: Tab) => Partial<Environment>;

/** How each of them fails: as browsers do where cookies are blocked or a frame is sandboxed. */
const breaks: Readonly<Record<BreakablePart, Break>> = {
  locks: ({ locks }, tab) => ({
    locks: locks && { request: () => rejectIn(tab, 'lock refused') },
  }),
  localStorage: ({ localStorage }) => ({
    localStorage: localStorage && { getItem: refuse, setItem: refuse, removeItem: refuse },
  }),
  openChannel: ({ openChannel }) => ({ openChannel: openChannel && refuse }),
  postMessage: ({ openChannel }) => ({
    openChannel: openChannel && ((name): ChannelLike => mute(openChannel(name))),
  }),
  subtle: ({ crypto }, tab) => ({
    crypto: crypto?.subtle
      ? {
          ...crypto,
          subtle: {
            generateKey: () => rejectIn(tab, 'generateKey refused'),
            encrypt: () => rejectIn(tab, 'encrypt refused'),
            decrypt: () => rejectIn(tab, 'decrypt refused'),
          },
        }
      : crypto,
  }),
  indexedDB: ({ indexedDB }) => ({
    indexedDB: indexedDB && ({ open: refuse, databases: refuse, deleteDatabase: refuse } as never),
  }),
};

/** The environment of a tab with some of its parts broken. */
export function breakParts(
  environment: Environment,
  parts: readonly BreakablePart[],
  tab: Tab,
): Environment {
  return parts.reduce(
    (broken, part): Environment => ({ ...broken, ...breaks[part](broken, tab) }),
    environment,
  );
}

function rejectIn(tab: Tab, label: string): Promise<never> {
  return tab.call() ? tab.settle<never>(label, refuse) : never();
}

/** A channel that hears, and cannot tell. */
function mute(channel: ChannelLike): ChannelLike {
  channel.postMessage = refuse;
  return channel;
}
