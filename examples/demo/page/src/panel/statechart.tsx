import { lazy, Suspense } from 'react';

const Inspector = lazy(async () => {
  const { MoonKeyInspector } = await import('@moon-key/react-auth/inspect');
  return { default: MoonKeyInspector };
});

/** The running statechart, loaded when somebody wants to see it. */
export function Statechart() {
  return (
    <div className="chart">
      <Suspense>
        <Inspector />
      </Suspense>
    </div>
  );
}
