import { expect, test } from 'vitest';
import { BackendError } from '../../src/services/backend.js';
import type { OutboxEntry } from '../../src/services/records.js';
import { createMemoryDisk } from '../../src/services/memory-disk.js';
import { createOutbox } from '../../src/services/outbox.js';
import { entry, manualClock, revoking } from './support/fixtures.js';

type Answer = Parameters<typeof revoking>[0];

async function outboxOf(entries: readonly OutboxEntry[], answer?: Answer, random = 255) {
  const disk = createMemoryDisk();
  const { clock, advance, timers } = manualClock();
  const { backend, proofs } = revoking(answer);
  const settled: string[] = [];
  const make = (sender: string) =>
    createOutbox({
      disk,
      backend,
      clock,
      crypto: { getRandomValues: (array) => array.fill(random) },
      sender,
      timeout: 5_000,
      onSettled: ({ generation }, result) => void settled.push(`${generation} ${result}`),
    });
  await disk.run('readwrite', async (transaction) => {
    for (const each of entries) await transaction.put('revocations', each.generation, each);
  });
  const { signal } = new AbortController();
  const outbox = make('tab-1');
  const drain = (eager = false) => outbox.drain({ eager, signal });
  return { disk, outbox, make, drain, advance, timers, proofs, settled, signal };
}

test('what is due is sent, with the age of the wish in whole seconds', async () => {
  const { drain, proofs, settled, advance, outbox } = await outboxOf([entry('a')]);
  advance(6_100);
  expect(await drain()).toEqual({ pending: 0, retryIn: null });
  expect(proofs).toEqual([{ ticket: 'ticket-a', age: 7 }]);
  expect(settled).toEqual(['a revoked']);
  expect(await outbox.count()).toBe(0);
});

test('an answer to a ticket that was replaced meanwhile is told to nobody: the wider wish still waits', async () => {
  const everywhere = entry('a', { ticket: 'ticket-everywhere' });
  const { disk, drain, outbox, proofs, settled } = await outboxOf([entry('a')], () => {
    if (proofs.length === 1)
      void disk.run('readwrite', async (transaction) => {
        const stored = await transaction.get('revocations', 'a');
        const { ticket } = everywhere;
        if (stored) await transaction.put('revocations', 'a', { ...stored, ticket });
      });
    return 200;
  });
  await drain();
  expect(settled).toEqual([]);
  expect(await outbox.list()).toMatchObject([{ ticket: everywhere.ticket, sender: null }]);
  await drain();
  expect(proofs).toMatchObject([{ ticket: 'ticket-a' }, { ticket: everywhere.ticket }]);
  expect(settled).toEqual(['a revoked']);
});

test('what is not due waits for its time', async () => {
  const { drain, proofs } = await outboxOf([entry('a', { notBefore: 1_004_000 })]);
  expect(await drain()).toEqual({ pending: 1, retryIn: 4_000 });
  expect(proofs).toEqual([]);
});

test.each([
  [404, ['a revoked']],
  [410, ['a revoked']],
  [400, ['a refused']],
  [401, ['a refused']],
  [403, ['a refused']],
])('answered with %i, the entry goes', async (status, expected) => {
  const { drain, settled, outbox } = await outboxOf([entry('a')], () => status);
  await drain();
  expect(settled).toEqual(expected);
  expect(await outbox.count()).toBe(0);
});

test.each([408, 425, 429, 500, 502, 503, 504, 'network'] as const)(
  'answered with %s, the entry stays for later',
  async (status) => {
    const { drain, settled, outbox } = await outboxOf([entry('a')], () => status);
    await drain();
    expect(settled).toEqual([]);
    expect(await outbox.list()).toMatchObject([{ attempts: 1, sender: null }]);
  },
);

test('a request that never ends is given up in time', async () => {
  const { drain, advance, outbox, timers } = await outboxOf([entry('a')], () => 'hang');
  const drained = drain();
  while (timers.size === 0) await Promise.resolve();
  advance(5_000);
  expect(await drained).toMatchObject({ pending: 1 });
  expect(await outbox.list()).toMatchObject([{ attempts: 1, sender: null }]);
});

test('a request that is given up lets go of its own lease, and of no later one of the same tab', async () => {
  const { disk, drain, advance, outbox, timers } = await outboxOf([entry('a')], () => 'hang');
  const drained = drain();
  while (timers.size === 0) await Promise.resolve();
  const [leased] = await outbox.list();
  const later = { ...entry('a'), ...leased, notBefore: 1_060_000 };
  await disk.run('readwrite', (transaction) => transaction.put('revocations', 'a', later));
  advance(5_000);
  await drained;
  expect(await outbox.list()).toEqual([later]);
});

test('the backoff doubles from one second, up to five minutes', async () => {
  const { drain, advance, outbox } = await outboxOf([entry('a')], () => 503);
  const waits: number[] = [];
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const { retryIn } = await drain();
    waits.push(retryIn ?? 0);
    advance(retryIn ?? 0);
  }
  expect(waits).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000, 300_000,
  ]);
  expect(await outbox.list()).toMatchObject([{ attempts: 12 }]);
});

test('full jitter: the wait is anything up to the bound, evenly', async () => {
  const waits = await Promise.all(
    Array.from({ length: 256 }, async (_, random) => {
      const { drain, outbox } = await outboxOf([entry('a', { attempts: 5 })], () => 503, random);
      await drain();
      const [left] = await outbox.list();
      return (left?.notBefore ?? 0) - 1_000_000;
    }),
  );
  expect(Math.min(...waits)).toBe(125);
  expect(Math.max(...waits)).toBe(32_000);
  const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
  expect(mean).toBeGreaterThan(15_900);
  expect(mean).toBeLessThan(16_200);
});

test('"online" cuts a backoff short, but no lease', async () => {
  const later = { notBefore: 1_060_000, attempts: 3 };
  const { drain, proofs } = await outboxOf([
    entry('a', later),
    entry('b', { ...later, sender: 'tab-2' }),
  ]);
  await drain(true);
  expect(proofs).toEqual([{ ticket: 'ticket-a', age: 0 }]);
});

test('a sender that died loses its lease when that ends', async () => {
  const { drain, advance, proofs } = await outboxOf([
    entry('a', { sender: 'dead', notBefore: 1_010_000 }),
  ]);
  await drain();
  expect(proofs).toEqual([]);
  advance(10_000);
  await drain();
  expect(proofs).toHaveLength(1);
});

test('without a lock, two senders send each entry once', async () => {
  const entries = Array.from({ length: 20 }, (_, index) => entry(`g${index}`));
  const { outbox, make, proofs, signal, settled } = await outboxOf(entries);
  const other = make('tab-2');
  await Promise.all([outbox, other].map((each) => each.drain({ eager: false, signal })));
  expect(new Set(proofs.map((proof) => JSON.stringify(proof))).size).toBe(20);
  expect(proofs).toHaveLength(20);
  expect(settled).toHaveLength(20);
});

test('after a failure the run ends: the next entry would fare no better', async () => {
  const { drain, proofs } = await outboxOf([entry('a'), entry('b')], () => 'network');
  expect(await drain()).toMatchObject({ pending: 2 });
  expect(proofs).toHaveLength(1);
});

test('an entry whose session has ended by this clock is sent, and the server says what it is: the clock may be ahead', async () => {
  const ended = entry('a', { expiresAt: 1_000_000 });
  const alive = await outboxOf([ended]);
  await alive.drain();
  expect(alive.settled).toEqual(['a revoked']);
  const refused = await outboxOf([ended], () => 401);
  await refused.drain();
  expect(refused.settled).toEqual(['a refused']);
  const over = await outboxOf([ended], () => {
    throw new BackendError(401, 'ticket_expired');
  });
  await over.drain();
  expect(over.settled).toEqual(['a expired']);
});

test('a month after that it is dropped, where nobody answers', async () => {
  const { drain, proofs, settled, advance } = await outboxOf(
    [entry('a', { expiresAt: 1_000_000 })],
    () => 'network',
  );
  expect(await drain()).toMatchObject({ pending: 1 });
  advance(31 * 86_400_000);
  expect(await drain()).toEqual({ pending: 0, retryIn: null });
  expect(proofs).toHaveLength(1);
  expect(settled).toEqual(['a expired']);
});

test('a thousand entries are drained, each sent once', async () => {
  const entries = Array.from({ length: 1_000 }, (_, index) => entry(`g${index}`));
  const { drain, proofs, outbox } = await outboxOf(entries);
  expect(await drain()).toEqual({ pending: 0, retryIn: null });
  expect(proofs).toHaveLength(1_000);
  expect(await outbox.count()).toBe(0);
});

test('a revocation without a ticket is retried from memory', async () => {
  let status = 503;
  const { outbox, drain, advance, proofs, settled } = await outboxOf([], () => status);
  const unstored = {
    generation: 'a',
    ticket: null,
    sessionToken: 'token',
    scope: 'session',
    askedAt: 1_000_000,
    expiresAt: 9_000_000_000,
  } as const;
  expect(await outbox.deliverUnstored(unstored)).toBe('queued');
  expect(await outbox.count()).toBe(1);
  status = 200;
  advance(1_000);
  expect(await drain()).toEqual({ pending: 0, retryIn: null });
  const proof = { sessionToken: 'token', scope: 'session' };
  expect(proofs).toEqual([proof, proof]);
  expect(settled).toEqual(['a revoked']);
});

test('a revocation with a ticket that waits in memory moves to the disk', async () => {
  const { outbox, make, proofs } = await outboxOf([], () => 'network');
  const proof = { ticket: 'ticket-a', sessionToken: 'token', scope: 'session' } as const;
  const times = { askedAt: 1_000_000, expiresAt: 9_000_000_000 };
  expect(await outbox.deliverUnstored({ generation: 'a', ...proof, ...times })).toBe('queued');
  expect(await make('tab-2').list()).toMatchObject([
    { generation: 'a', ticket: 'ticket-a', attempts: 1, sender: null },
  ]);
  expect(await outbox.count()).toBe(1);
  expect(JSON.stringify(await outbox.list())).not.toContain('token"');
  expect(proofs).toHaveLength(1);
});

test('one that waits for longer than any backoff or lease is due: a clock was wrong', async () => {
  const { drain, settled } = await outboxOf([entry('a', { notBefore: 1_000_000 + 3_600_000 })]);
  await drain();
  expect(settled).toEqual(['a revoked']);
});

test('the next turn comes with the end of the attempt that is under way, not of the session', async () => {
  const { outbox, drain } = await outboxOf([], () => 'hang');
  const proof = { ticket: null, sessionToken: 'token', scope: 'session' } as const;
  const times = { askedAt: 1_000_000, expiresAt: 9_000_000_000_000 };
  void outbox.deliverUnstored({ generation: 'a', ...proof, ...times });
  expect(await drain()).toEqual({ pending: 1, retryIn: 10_000 });
});

test('what is left of a logout is sent with the ticket that the server gave for it', async () => {
  let tries = 0;
  const { drain, proofs, settled, advance } = await outboxOf([entry('a')], () => {
    tries += 1;
    if (tries === 1) throw new BackendError(500, 'logout_failed', undefined, 'ticket-rest');
    return tries === 2 ? 503 : 200;
  });
  for (const _ of [1, 2, 3]) {
    await drain();
    advance(60_000);
  }
  expect(proofs).toMatchObject([
    { ticket: 'ticket-a' },
    { ticket: 'ticket-rest' },
    { ticket: 'ticket-rest' },
  ]);
  expect(settled).toEqual(['a revoked']);
});
