import { Profiler, type ReactNode } from 'react';

/** Counts the commits in which something below it rendered. */
export function createCounter() {
  const counter = {
    commits: 0,
    /** The commits since this was called last. */
    take: () => {
      const { commits } = counter;
      counter.commits = 0;
      return commits;
    },
    Counted: ({ children }: { children: ReactNode }) => (
      <Profiler id="counted" onRender={() => void counter.commits++}>
        {children}
      </Profiler>
    ),
  };
  return counter;
}
