// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createInspector } from '@moon-key/react-auth/inspect';
import type { FactId } from '@moon-key/react-auth/testing';
import { createTestAuth, pathFromEvents } from '@moon-key/react-auth/testing';
import type { TestAuth } from '@moon-key/react-auth/testing';

/** What the button copies, as facts. */
async function copied(auth: TestAuth, live: () => Promise<unknown>): Promise<FactId[]> {
  const inspector = createInspector();
  const written: string[] = [];
  Object.assign(navigator, {
    clipboard: {
      writeText: (text: string) => {
        written.push(text);
        return Promise.resolve();
      },
    },
  });
  const mounted = inspector.mount(document.body, auth);
  await live().catch(() => undefined);
  const press = mounted.element.shadowRoot?.querySelector('[aria-label="Copy as test"]');
  press?.dispatchEvent(new MouseEvent('click'));
  await vi.waitFor(() => {
    expect(written).toHaveLength(1);
  });
  mounted.unmount();
  auth.dispose();
  const text = written[0] ?? '';
  expect(text).toContain('describeAuthPaths(');
  return [...text.matchAll(/^ +'(\w+)',$/gm)].map(([, fact]) => fact as FactId);
}

const settle = async (auth: TestAuth): Promise<void> => {
  await auth.settled;
};

afterEach(() => {
  sessionStorage.clear();
});

describe('copy as test', () => {
  it('writes a path that the testing kit accepts: a log out with the server down', async () => {
    const auth = createTestAuth();
    await settle(auth);
    const facts = await copied(auth, () => {
      auth.backend.failNext('revoke', 500);
      return auth.logout();
    });
    expect(facts).toEqual(['opensSignedIn', 'clicksLogOut', 'serverFails']);
    expect(pathFromEvents(facts).name).toBe(
      'authenticated → log out → server down → logged out, revocation queued',
    );
  });

  it('knows guards, refusals and sign-ins', async () => {
    const auth = createTestAuth();
    await settle(auth);
    auth.addLogoutGuard(() => true, 'unsavedChanges');
    const facts = await copied(auth, async () => {
      await auth.logout();
      const { methodId } = await auth.sendCode({ email: 'ada@example.test' });
      await auth.signIn({ methodId, code: 'wrong' }).catch(() => undefined);
      await auth.signIn({ methodId, code: auth.backend.code });
    });
    expect(facts).toEqual([
      'opensSignedIn',
      'clicksLogOutAndIsAsked',
      'confirms',
      'serverAgrees',
      'signsIn',
      'serverRefuses',
      'signsIn',
      'serverAgrees',
    ]);
    expect(pathFromEvents(facts).steps).toHaveLength(facts.length);
  });
});
