import 'fake-indexeddb/auto';
import { render, type RenderResult } from '@testing-library/react';
import { IDBFactory } from 'fake-indexeddb';
import { type ReactNode, StrictMode } from 'react';
import { onTestFinished, vi } from 'vitest';
import { createAuth } from '../../../src/engine/index.js';
import { type Auth, type MoonKeyConfig, MoonKeyProvider } from '../../../src/react/index.js';
import { code, createScriptedBackend, type ScriptedBackend } from './scripted-backend.js';

/** Every suite runs in both. */
export const modes = [
  { mode: 'strict', Mode: StrictMode },
  { mode: 'not strict', Mode: ({ children }: { children?: ReactNode }) => children },
] as const;

let worlds = 0;

/** A device of its own (disk, key) and a backend. */
export interface World {
  readonly publishableKey: string;
  readonly server: ScriptedBackend;
  /** Another engine on this device: another tab, or an engine to pass in. */
  createEngine(): Auth;
  /** Leaves a session on the device, as an earlier visit would. */
  visitEarlier(): Promise<void>;
  renderApp(
    children: ReactNode,
    options?: { config?: MoonKeyConfig; Mode?: React.ComponentType<{ children?: ReactNode }> },
  ): RenderResult;
}

export function createWorld(): World {
  const publishableKey = `pk_test_world${++worlds}`;
  const server = createScriptedBackend();
  vi.stubGlobal('indexedDB', new IDBFactory());
  onTestFinished(() => {
    vi.unstubAllGlobals();
    localStorage.clear();
  });

  const world: World = {
    publishableKey,
    server,
    createEngine() {
      const auth = createAuth({ publishableKey, backend: server.backend });
      onTestFinished(() => auth.dispose());
      return auth;
    },
    async visitEarlier() {
      const auth = createAuth({ publishableKey, backend: server.backend });
      await auth.signIn({ methodId: 'email_1', code });
      auth.dispose();
      server.calls.length = 0;
    },
    renderApp(children, { config = {}, Mode = StrictMode } = {}) {
      const app = (key: string) => (
        <Mode>
          <MoonKeyProvider publishableKey={key} config={{ backend: server.backend, ...config }}>
            {children}
          </MoonKeyProvider>
        </Mode>
      );
      return render(app(publishableKey));
    },
  };
  return world;
}
