import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRevocationTickets } from '../../src/server/index.js';

const secret = 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE';
const expiresAt = Math.floor(Date.now() / 1000) + 3_600;
const session = { sessionId: 's1', userId: 'u1', expiresAt };

afterEach(() => void vi.unstubAllEnvs());

describe('createRevocationTickets()', () => {
  test('what it gives it reads: one session, or all of the user, and when that was asked for', async () => {
    const tickets = createRevocationTickets({ secret });
    const { ticket, everywhereTicket } = await tickets.issue(session);
    const now = Math.floor(Date.now() / 1000);
    const one = await tickets.read({ ticket, age: 60 });
    expect(one).toMatchObject({ scope: 'session', sessionId: 's1', userId: 'u1' });
    expect(Math.abs((one?.askedAt ?? 0) - (now - 60))).toBeLessThan(5);
    expect(await tickets.read({ ticket: everywhereTicket, age: 0 })).toMatchObject({
      scope: 'everywhere',
      sessionId: 's1',
      userId: 'u1',
    });
  });

  test('a token in a ticket can be read here alone', async () => {
    const tickets = createRevocationTickets({ secret });
    const { ticket } = await tickets.issue({ ...session, token: 'vendor-refresh-token' });
    expect(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString()).not.toContain('vendor');
    expect(await tickets.read({ ticket, age: 0 })).toMatchObject({ token: 'vendor-refresh-token' });
  });

  test.each([
    ['nothing', undefined],
    ['no ticket', { sessionToken: 'x', scope: 'session' }],
    ['a forged one', { ticket: 'a.b.c', age: 0 }],
  ])('%s is none', async (_, proof) => {
    expect(await createRevocationTickets({ secret }).read(proof)).toBeNull();
  });

  test('of another secret, or expired: none; of one that was rotated out: read', async () => {
    const old = createRevocationTickets({ secret });
    const other = 'zR8wQ3nYx7Km5VbC2pLd9GfH4tJs6EuA';
    const { ticket } = await old.issue(session);
    expect(await createRevocationTickets({ secret: other }).read({ ticket })).toBeNull();
    expect(
      await createRevocationTickets({ secret: [other, secret] }).read({ ticket }),
    ).toMatchObject({ sessionId: 's1' });
    const { ticket: past } = await old.issue({ ...session, expiresAt: expiresAt - 7_200 });
    expect(await old.read({ ticket: past })).toBeNull();
  });

  test('the secret may come from the environment, at the first use', async () => {
    const tickets = createRevocationTickets();
    await expect(tickets.issue(session)).rejects.toThrow(/"secret".*MOONKEY_TICKET_SECRET/);
    vi.stubEnv('MOONKEY_TICKET_SECRET', secret);
    expect(await tickets.issue(session)).toHaveProperty('everywhereTicket');
  });

  test('what is wrong is named', async () => {
    expect(() => createRevocationTickets({ secret: 'short' })).toThrow(/"secret"/);
    const tickets = createRevocationTickets({ secret });
    await expect(tickets.issue({ ...session, sessionId: '' })).rejects.toThrow(/"sessionId"/);
    await expect(tickets.issue({ ...session, expiresAt: NaN })).rejects.toThrow(/"expiresAt"/);
  });
});
