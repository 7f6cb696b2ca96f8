import { describe, expect, it } from 'vitest';
import { recordedEngine } from '../../scripts/mutations/recordings/recorded-engine.js';
import { readStory, simulate } from '../../src/testing/simulation/index.js';
import type { Story, StoryFact } from '../../src/testing/simulation/index.js';
import { reordered, sameMoment } from '../../src/testing/simulation/story/same-moment.js';
import { createRandom } from '../../src/testing/simulation/world/random.js';

const plain = { sessionLifetime: 3_600_000, lacks: [], idle: null, finds: false } as const;

/** What recorders in the tabs of a story tell of it. */
async function toldAgain(story: Story): Promise<Story> {
  const { createAuth, recordings } = recordedEngine();
  const { violation } = await simulate({ seed: 1, story, createAuth });
  expect(violation).toBeNull();
  return readStory(...(await recordings()));
}

const inTab = (story: Story, tab: number): string[] =>
  story.facts.flatMap((fact) => ('tab' in fact && fact.tab === tab ? [fact.fact] : []));

describe('a story that is played and recorded', () => {
  it('is told again: idle limit, activity, sleep, and a session that ends with its tab', async () => {
    const idle = { after: 60_000, warnBefore: 15_000 };
    const facts: readonly StoryFact[] = [
      { after: 0, fact: 'opensTab', tab: 0 },
      { after: 500, fact: 'signsInForNow', tab: 0 },
      { after: 20_000, fact: 'usesTab', tab: 0 },
      { after: 10_000, fact: 'sleepsTab', tab: 0, during: 'authenticated' },
      { after: 40_000, fact: 'wakesTab', tab: 0 },
    ];
    const told = await toldAgain({ ...plain, facts, idle });
    expect(told).toMatchObject({ idle, finds: false, sessionLifetime: expect.any(Number) });
    const [opens, signsIn, ...rest] = inTab(told, 0);
    expect([opens, signsIn]).toEqual(['opensTab', 'signsInForNow']);
    const sleeps = rest.indexOf('sleepsTab');
    expect(rest.slice(0, sleeps)).toContain('usesTab');
    expect(rest.slice(sleeps)).toContain('wakesTab');
  });

  it('is told again: a session that is found by its cookie, in a browser without locks', async () => {
    const facts: readonly StoryFact[] = [
      { after: 0, fact: 'opensTab', tab: 0 },
      { after: 1_000, fact: 'signsIn', tab: 0 },
      { after: 5_000, fact: 'closesTab', tab: 0 },
      { after: 1_000, fact: 'opensTab', tab: 1 },
      { after: 1_000, fact: 'usesTab', tab: 1 },
    ];
    const told = await toldAgain({ ...plain, facts, finds: true, lacks: ['indexedDB', 'locks'] });
    expect(told).toMatchObject({ finds: true, lacks: ['indexedDB', 'locks'], idle: null });
    expect(told.facts.map(({ fact }) => fact)).toContain('signsInElsewhere');
  });
});

describe('a recording of two tabs', () => {
  it('tells in which one somebody was active, and not which one heard of it', () => {
    const entry = (tab: string, own: string, at: number, told: object = {}) => {
      const plain = { kind: 'start', label: 'start', event: '', status: 'active', value: 'active' };
      return { ...plain, at, tab, actor: own, machine: own, own, ...told };
    };
    const active = (age: number) => ({ kind: 'event', label: 'ACTIVITY', fields: { age } });
    const entries = [
      entry('a', 'auth', 1_000),
      entry('b', 'auth', 1_000),
      entry('b', 'idle', 2_000, active(0)),
      entry('a', 'idle', 2_007, active(7)),
    ];
    const text = JSON.stringify({ format: 'moonkey-recording', version: 1, machines: [], entries });
    const story = readStory(text);
    expect(story.lacks).toEqual([]);
    expect(inTab(story, 0)).not.toContain('usesTab');
    expect(inTab(story, 1)).toContain('usesTab');
  });
});

describe('tabs that log out at one moment', () => {
  it('tell of one request: that it was refused, or else that it has to wait', () => {
    const left = (tab: string, server: string) => {
      const told = {
        tab,
        actor: 'auth',
        machine: 'auth',
        own: 'auth',
        event: '',
        status: 'active',
      };
      const opens = { ...told, at: 1_000, kind: 'start', label: 'start', value: 'authenticated' };
      const out = { ...told, at: 2_000, kind: 'event', label: 'LOGOUT', value: 'loggingOut' };
      const done = { ...told, at: 3_000, kind: 'done', label: 'revokeSession done' };
      return [opens, out, { ...done, value: 'loggedOut', context: { server } }];
    };
    const faultsIn = (...servers: readonly string[]): string[] => {
      const entries = servers.flatMap((server, tab) => left(String(tab), server));
      const recording = { format: 'moonkey-recording', version: 1, machines: [], entries };
      const { facts } = readStory(JSON.stringify(recording));
      return facts.flatMap((fact) => (fact.fact === 'fails' ? [fact.fault] : []));
    };
    expect(faultsIn('queued', 'refused', 'queued')).toEqual(['revocationRefused']);
    expect(faultsIn('queued', 'queued')).toEqual(['revocationFails']);
    expect(faultsIn('revoked', 'revoked')).toEqual([]);
  });
});

describe('what was told of one moment', () => {
  const out = (tab: number, after = 0): StoryFact => ({ after, fact: 'logsOut', tab });
  const seen = (tab: number): StoryFact => ({ after: 0, fact: 'looksAtTab', tab });

  it('ends where time passes', () => {
    const facts = [out(0, 10), out(1), out(2, 5), out(0)];
    expect(sameMoment(facts, 0)).toEqual(facts.slice(0, 2));
    expect(sameMoment(facts, 2)).toEqual(facts.slice(2));
  });

  it('may have been in any order, but for what one tab did, and what was about to go wrong', () => {
    const moment = [out(0), out(1), { after: 0, fact: 'fails', fault: 'requestLost' }, seen(0)];
    const orders = new Set<string>();
    for (let seed = 1; seed <= 50; seed += 1) {
      const order = reordered(moment as StoryFact[], createRandom(seed));
      expect(order).toHaveLength(4);
      expect(order[0]?.fact).toBe('fails');
      const first = order.filter((each) => 'tab' in each && each.tab === 0);
      expect(first.map(({ fact }) => fact)).toEqual(['logsOut', 'looksAtTab']);
      orders.add(JSON.stringify(order));
    }
    expect(orders.size).toBe(3);
  });
});
