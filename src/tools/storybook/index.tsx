import type { ReactNode } from 'react';
import type { TestState } from '../../testing/index.js';
import { MoonKeyTestProvider } from '../../testing/index.js';

/** The states that the toolbar offers, and what they are called there. */
export const moonKeyStates = {
  authenticated: 'Signed in',
  loggedOut: 'Logged out',
  initializing: 'Loading',
  signingIn: 'Signing in',
  loggingOut: 'Logging out',
  queued: 'Logged out, revocation queued',
  memoryOnly: 'Signed in, nothing is stored',
} as const;

/** One of them. */
export type MoonKeyState = keyof typeof moonKeyStates;

const states: Readonly<Record<MoonKeyState, TestState>> = {
  authenticated: { status: 'authenticated' },
  loggedOut: { status: 'loggedOut' },
  initializing: { status: 'initializing' },
  signingIn: { status: 'signingIn' },
  loggingOut: { status: 'loggingOut' },
  queued: { status: 'loggedOut', pendingRevocations: 1 },
  memoryOnly: { status: 'authenticated', storage: 'memory' },
};

/** The part of a story's context that the decorator reads. */
export interface StoryContext {
  readonly globals: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What `preview.tsx` spreads: see {@link moonKeyPreview}. */
export interface MoonKeyPreview {
  readonly globalTypes: Readonly<Record<string, object>>;
  readonly initialGlobals: Readonly<Record<string, MoonKeyState>>;
  readonly decorators: ((Story: () => ReactNode, context: StoryContext) => ReactNode)[];
}

/**
 * Storybook's preview with MoonKey: every story stands inside a real engine, in the state that the
 * toolbar says, or the story's `parameters.moonKey`. A click on "Log out" logs out.
 *
 * @example
 * ```tsx
 * // .storybook/preview.tsx
 * import { moonKeyPreview } from '@moon-key/react-auth/storybook'
 *
 * export default { ...moonKeyPreview }
 *
 * // a story of its own state
 * export const Leaving = { parameters: { moonKey: 'loggingOut' } }
 * ```
 */
export const moonKeyPreview: MoonKeyPreview = {
  globalTypes: {
    moonKey: {
      description: 'The session in which stories stand',
      toolbar: {
        title: 'Session',
        icon: 'user',
        dynamicTitle: true,
        items: Object.entries(moonKeyStates).map(([value, title]) => ({ value, title })),
      },
    },
  },
  initialGlobals: { moonKey: 'authenticated' },
  decorators: [withMoonKey],
};

/**
 * The decorator of {@link moonKeyPreview} alone.
 *
 * @throws TypeError for a state that is unknown.
 */
export function withMoonKey(Story: () => ReactNode, context: StoryContext): ReactNode {
  const asked = context.parameters['moonKey'] ?? context.globals['moonKey'] ?? 'authenticated';
  const found = Object.entries(states).find(([name]) => name === asked);
  if (!found)
    throw new TypeError(`withMoonKey: "moonKey" must be one of ${Object.keys(states).join(', ')}.`);
  const [name, state] = found;
  return (
    <MoonKeyTestProvider key={name} {...state}>
      <Story />
    </MoonKeyTestProvider>
  );
}
