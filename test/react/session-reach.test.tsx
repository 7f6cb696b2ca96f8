import { act, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import useSWR, { SWRConfig, useSWRConfig } from 'swr';
import useSWRInfinite from 'swr/infinite';
import { describe, expect, it, vi } from 'vitest';
import { clearSwr } from '../../src/cleaners/index.js';
import { useSessionSignal } from '../../src/react/index.js';
import { engine, Probe } from './support/probe.js';
import { createWorld, modes } from './support/world.js';

describe.each(modes)('useSessionSignal, $mode', ({ Mode }) => {
  it('is the shown session’s: aborted before, and from the tick of the logout on', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const seen: AbortSignal[] = [];
    function Feed() {
      const signal = useSessionSignal();
      if (seen.at(-1) !== signal) seen.push(signal);
      return <p>{signal.aborted ? 'closed' : 'open'}</p>;
    }
    world.renderApp([<Feed key="f" />, <Probe key="g" />], { Mode });
    expect(screen.getByText('closed')).toBeVisible();
    await screen.findByText('open');
    const shown = seen.at(-1);
    expect(shown).toBe(engine().signal);
    let leaving: Promise<void> | undefined;
    act(() => {
      leaving = engine().logout();
    });
    expect(shown?.aborted).toBe(true);
    expect(screen.getByText('closed')).toBeVisible();
    await act(async () => leaving);
  });
});

describe('clearSwr', () => {
  it('empties keys and infinite lists, and lets no late answer in', async () => {
    const cache = new Map<string, object>();
    let answer: (data: string) => void = () => {};
    const late = new Promise<string>((resolve) => {
      answer = resolve;
    });
    let swr: ReturnType<typeof useSWRConfig> | undefined;
    function Page(): ReactNode {
      swr = useSWRConfig();
      const user = useSWR<string>('user', async () => 'Ada');
      const pages = useSWRInfinite<string>(
        (index) => `page-${index}`,
        async () => 'Ada’s page',
      );
      useSWR('late', () => late);
      return <p>{[user.data, ...(pages.data ?? [])].join(' and ')}</p>;
    }
    render(
      <SWRConfig value={{ provider: () => cache as never }}>
        <Page />
      </SWRConfig>,
    );
    await screen.findByText('Ada and Ada’s page');
    expect(JSON.stringify([...cache.values()])).toContain('Ada');
    if (!swr) throw new Error('not rendered');
    const cleaner = clearSwr(swr);
    await act(async () => cleaner({ signal: new AbortController().signal }));
    await act(async () => answer('Ada'));
    await vi.waitFor(() => expect(JSON.stringify([...cache.values()])).not.toContain('Ada'));
    expect(screen.queryByText(/Ada/)).toBeNull();
  });
});
