// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActor } from 'xstate';
import type { Recording } from '@moon-key/react-auth/inspect';
import { createInspector, createRecorder } from '@moon-key/react-auth/inspect';
import { createTestAuth } from '@moon-key/react-auth/testing';
import type { TestAuth } from '@moon-key/react-auth/testing';
import { checkoutMachine } from '../machines/checkout.js';

const auths: TestAuth[] = [];
/** What jsdom lacks, and browsers do not. */
const browser = {
  locks: { request: vi.fn<() => Promise<void>>() },
  crypto: globalThis.crypto,
} as const;

afterEach(async () => {
  for (const auth of auths.splice(0)) auth.dispose();
  await createRecorder({ persist: true }).clear();
  document.body.replaceChildren();
});

async function logIn(): Promise<TestAuth> {
  const auth = createTestAuth({ status: 'loggedOut' });
  auths.push(auth);
  await auth.settled;
  return auth;
}

/** One life of a tab: a sign-in and a log out, recorded. */
async function life(recorder: ReturnType<typeof createRecorder>): Promise<TestAuth> {
  const auth = await logIn();
  recorder.attach(auth);
  const { methodId } = await auth.sendCode({ email: 'canary.person@example.test' });
  await auth.signIn({ methodId, code: auth.backend.code });
  await auth.logout();
  return auth;
}

const labels = ({ entries }: Recording): string[] => entries.map(({ label }) => label);

describe('createRecorder', () => {
  it('exports what happened, with the package’s version and a hash of the machine', async () => {
    const recorder = createRecorder();
    await life(recorder);
    const recording = await recorder.export();
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    expect(recording).toMatchObject({ format: 'moonkey-recording', version: 1, package: version });
    expect(recording.machines.map(({ id, own }) => [id, own])).toContainEqual(['auth', 'auth']);
    expect(recording.machines[0]?.hash).toMatch(/^[0-9a-f]{8}$/);
    expect(labels(recording)).toEqual(expect.arrayContaining(['SIGN_IN', 'LOGOUT', 'loggedOut']));
    expect(recording.tabs).toHaveLength(1);
  });

  it('says what the browser lacks, and whether a session ends with its last tab', async () => {
    const environment = { locks: undefined, openChannel: undefined };
    const recorder = createRecorder({ environment: { ...browser, ...environment } });
    const auth = await logIn();
    recorder.attach(auth);
    const { methodId } = await auth.sendCode({ email: 'canary.person@example.test' });
    await auth.signIn({ methodId, code: auth.backend.code, remember: false });
    const { lacks, entries } = await recorder.export();
    expect(lacks).toEqual(['channel', 'locks']);
    const signIn = entries.find(({ label }) => label === 'SIGN_IN');
    expect(signIn?.fields).toMatchObject({ remember: false });
  });

  it('keeps entries over reloads and from every tab, on one time line', async () => {
    await life(createRecorder({ persist: true })).then(async () => {
      // A page that is left writes what it has.
      globalThis.dispatchEvent(new Event('pagehide'));
    });
    const second = createRecorder({ persist: true });
    await life(second);
    await vi.waitFor(async () => {
      const recording = await second.export();
      expect(recording.tabs).toHaveLength(2);
      expect(labels(recording).filter((label) => label === 'LOGOUT')).toHaveLength(2);
      const times = recording.entries.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });
  });

  it('is bounded, and says how much is missing', async () => {
    for (const persist of [false, true]) {
      const recorder = createRecorder({ persist, limit: 20 });
      const actor = createActor(checkoutMachine, { inspect: recorder.inspect }).start();
      for (let count = 0; count < 50; count += 1) {
        actor.send({ type: count % 2 === 0 ? 'CLOSE' : 'OPEN' });
        if (count % 10 === 0) await recorder.export();
      }
      const { entries, dropped } = await recorder.export();
      expect(entries.length).toBeLessThanOrEqual(20);
      expect(entries.length + dropped).toBeGreaterThanOrEqual(51);
      actor.stop();
      await recorder.clear();
    }
  });

  it('has no byte of a token, a code, a ticket or an address in it', async () => {
    const recorder = createRecorder({ persist: true });
    const auth = await logIn();
    recorder.attach(auth);
    const { methodId } = await auth.sendCode({ email: 'canary.person@example.test' });
    await auth.signIn({ methodId, code: auth.backend.code });
    const held = await auth.getSessionTokens();
    const tokens = [held?.sessionToken ?? '', held?.sessionJwt ?? ''].filter(
      (token) => token.length > 7,
    );
    await auth.logout();
    const text = JSON.stringify(await recorder.export());
    expect(tokens.length).toBeGreaterThan(0);
    for (const secret of [...tokens, auth.backend.code, methodId, 'canary.person'])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[\w.+-]+@[\w-]+\.\w+/);
  });

  it('records in memory where the browser keeps nothing', async () => {
    const open = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const recorder = createRecorder({ persist: true });
    await life(recorder);
    expect(labels(await recorder.export())).toContain('LOGOUT');
    open.mockRestore();
  });

  it('costs a bounded number of bytes', async () => {
    const recorder = createRecorder({ limit: 100 });
    await life(recorder);
    const { entries } = await recorder.export();
    const bytes = JSON.stringify(entries).length / entries.length;
    expect(bytes).toBeLessThan(1_500);
  });

  it('keeps an hour of use in as many kB as the guide says', async () => {
    const recorder = createRecorder();
    const auth = await logIn();
    recorder.attach(auth);
    const { methodId } = await auth.sendCode({ email: 'canary.person@example.test' });
    await auth.signIn({ methodId, code: auth.backend.code });
    for (let minute = 0; minute < 60; minute += 2) {
      await auth.clock.advance(120_000);
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event('focus'));
      await auth.getSessionTokens();
    }
    await auth.logout();
    const recording = await recorder.export();
    const kB = JSON.stringify(recording.entries).length / 1_000;
    const guide = await readFile('docs/inspect.md', 'utf8');
    const [, told] = /An hour of use takes up to (\d+) kB/.exec(guide) ?? [];
    expect(kB).toBeLessThanOrEqual(Number(told));
    expect(kB).toBeGreaterThan(Number(told) / 2);
    expect(recording.entries.length).toBeLessThan(5_000 / 8);
  });

  it('refuses options that are wrong', () => {
    expect(() => createRecorder({ limit: 3 })).toThrow(
      'createRecorder: "limit" must be a whole number, from 10 to 100000.',
    );
    expect(() => createRecorder({ keep: true } as never)).toThrow(
      'createRecorder: "keep" is not an option. Known: persist, limit, machines, environment.',
    );
  });

  it('can be opened in the inspector, walked through, and closed', async () => {
    const recorder = createRecorder();
    await life(recorder);
    const text = JSON.stringify(await recorder.export());
    const auth = await logIn();
    const mounted = createInspector().mount(document.body, auth);
    const root = mounted.element.shadowRoot;
    const field = root?.querySelector<HTMLInputElement>('input[type=file]');
    const choose = (content: string): void => {
      const file = new File([content], 'record.json');
      Object.assign(file, { text: () => Promise.resolve(content) });
      Object.defineProperty(field, 'files', { value: [file], configurable: true });
      field?.dispatchEvent(new Event('change'));
    };
    choose('{}');
    await vi.waitFor(() => {
      expect(root?.querySelector('.copied')?.textContent).toContain('no recording');
    });
    choose(text);
    await vi.waitFor(() => {
      const shown = [...(root?.querySelectorAll('.entry b') ?? [])].map((b) => b.textContent);
      expect(shown).toEqual(expect.arrayContaining(['SIGN_IN', 'LOGOUT']));
    });
    const entry = [...(root?.querySelectorAll('.entry') ?? [])].find(
      (row) => row.querySelector('b')?.textContent === 'LOGOUT',
    );
    entry?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await vi.waitFor(() => {
      expect(root?.querySelector('.status')?.textContent).toBe('loggingOut');
    });
    root
      ?.querySelector('[aria-label="Close the recording"]')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await vi.waitFor(() => {
      expect(root?.querySelector('.status')?.textContent).toBe('loggedOut');
    });
    mounted.unmount();
  });
});
