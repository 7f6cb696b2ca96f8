import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyRecord, SessionRecord } from '../../src/services/records.js';
import { readStores } from '../e2e/logout/support/read-stores.js';
import { type App, createApp, email } from './support/app.js';

let app: App;
beforeEach(() => {
  app = createApp();
});
afterEach(() => app.remove());

/** Everything in a record that may carry text, as one string. */
function textOf(value: unknown): string {
  if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value);
  if (ArrayBuffer.isView(value)) return textOf(new Uint8Array(value as Uint8Array).buffer);
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textOf).join();
  return String(value);
}

describe('a session at rest', () => {
  it('is sealed under a key that cannot be taken out', async () => {
    const { auth, signIn } = await app.open();
    await signIn();
    const tokens = await auth.getSessionTokens();
    const { session, keys } = await readStores(app.database);
    expect(session).toHaveLength(1);
    const [{ key } = {}] = keys as KeyRecord[];
    expect(key).toBeInstanceOf(CryptoKey);
    expect(key).toMatchObject({ extractable: false, type: 'secret' });
    for (const format of ['raw', 'jwk'] as const)
      await expect(crypto.subtle.exportKey(format, key as CryptoKey)).rejects.toMatchObject({
        name: 'InvalidAccessError',
      });

    const text = textOf([session, keys]);
    expect(text).toContain('fake_ticket_');
    for (const secret of [email, tokens?.sessionToken, tokens?.sessionJwt]) {
      expect(secret).toBeTruthy();
      expect(text).not.toContain(secret);
    }
  });

  it('is sealed anew at each refresh, and bound to its generation', async () => {
    app.wire.jwtLife = 5;
    const { auth, signIn } = await app.open();
    await signIn();
    const before = (await readStores(app.database)).session[0] as SessionRecord;
    await auth.getSessionTokens();
    const { session, keys } = await readStores(app.database);
    const after = session[0] as SessionRecord;
    expect(after.sealed.iv).not.toEqual(before.sealed.iv);

    const { key } = keys[0] as KeyRecord;
    const open = (additional: string) =>
      crypto.subtle.decrypt(
        {
          name: 'AES-GCM',
          iv: after.sealed.iv,
          additionalData: new TextEncoder().encode(additional),
        },
        key,
        after.sealed.data,
      );
    expect(textOf(await open(after.generation))).toContain(email);
    await expect(open('another')).rejects.toMatchObject({ name: 'OperationError' });
  });

  it('leaves no record behind', async () => {
    const { auth, signIn } = await app.open();
    await signIn();
    await auth.logout();
    expect(await readStores(app.database)).toEqual({ session: [], keys: [], revocations: [] });
    expect(await app.wire.sessions()).toEqual([]);
  });
});
