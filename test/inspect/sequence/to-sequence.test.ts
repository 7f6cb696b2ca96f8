// @vitest-environment jsdom
import mermaid from 'mermaid';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { createRecorder, toSequence } from '@moon-key/react-auth/inspect';
import { checkoutMachine } from '../machines/checkout.js';

describe('toSequence', () => {
  it('tells of a machine of one’s own what came from outside and what its services came to', async () => {
    const recorder = createRecorder();
    const actor = createActor(checkoutMachine, { inspect: recorder.inspect }).start();
    actor.send({ type: 'PAY', amount: 1, card: 'x' });
    await Promise.resolve();
    actor.stop();
    const { entries } = await recorder.export();
    const text = toSequence(entries);
    expect((await mermaid.parse(text)).diagramType).toBe('sequence');
    expect(text).toContain('participant p1 as checkout');
    expect(text).toContain('p0->>p1: PAY');
    expect(text).toContain('participant p2 as charge');
  });

  it('says nothing of nothing, and refuses what it does not know', () => {
    expect(toSequence([])).toBe('sequenceDiagram\n');
    expect(() => toSequence([], { tabs: 'x' } as never)).toThrow(
      'toSequence: "tabs" is not an option. Known: tab.',
    );
  });

  it('draws a log out, step by step', () => {
    const entry = { machine: 'auth', event: '', kind: 'event', label: '', value: 'loggedOut' };
    const text = toSequence([
      {
        ...entry,
        label: 'LOGOUT',
        event: 'LOGOUT',
        fields: { scope: 'session' },
        context: { reason: 'logout' },
        value: { loggingOut: { device: 'clearing', server: 'revoking' } },
      },
      {
        ...entry,
        kind: 'done',
        label: 'clearDevice done',
        value: { loggingOut: { device: 'cleared', server: 'revoking' } },
      },
      {
        ...entry,
        kind: 'notice',
        label: 'loggedOut',
        fields: { device: 'cleared', server: 'queued' },
      },
      { ...entry, kind: 'after', label: 'after revokeTimeout (5 s)' },
    ]);
    expect(text).toBe(`sequenceDiagram
  participant p0 as User
  participant p1 as This tab
  participant p2 as Other tabs
  participant p3 as Disk
  participant p4 as Backend
  p0->>p1: log out
  p1->>p2: signed out
  p1->>p3: tombstone, then clear and queue in one transaction
  p1->>p4: revoke, by ticket
  p3-->>p1: cleared
  p4--xp1: no answer in time
  Note over p1: logged out: device cleared, server queued
`);
  });
});
