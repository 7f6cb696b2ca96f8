import { startTransition, useId, useOptimistic, useState } from 'react';
import { idleLimit, shortLimit } from '../idle-limit.js';
import type { Weather } from '../watch/server-state.js';
import { useWatch } from '../watch/watch.js';
import { Statechart } from './statechart.js';

const choices: readonly { readonly choice: Weather; readonly label: string }[] = [
  { choice: 'answers', label: 'answers' },
  { choice: 'fails', label: 'is down' },
  { choice: 'hangs', label: 'hangs' },
];

/** Makes it hard for the logout. */
export function Controls() {
  const { server, setWeather } = useWatch();
  const [hasChart, showChart] = useState(false);
  const [weather, expectWeather] = useOptimistic(server.weather);
  const name = useId();
  const isShort = idleLimit.after === shortLimit * 1_000;
  const choose = (choice: Weather) =>
    startTransition(() => {
      expectWeather(choice);
      return setWeather(choice);
    });
  return (
    <section className="controls" aria-label="Make it hard">
      <fieldset className="segments">
        <legend>The session service</legend>
        <div>
          {choices.map(({ choice, label }) => (
            <label key={choice}>
              <input
                type="radio"
                name={name}
                checked={weather === choice}
                onChange={() => choose(choice)}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className="hint">
        Or unplug this tab: DevTools → Network → Offline. Or log out and close it at once.
      </p>
      <div className="actions">
        <a
          className="button is-quiet"
          href={`/${location.search}`}
          target="_blank"
          rel="noreferrer"
        >
          Open a second tab
        </a>
        <button
          type="button"
          className="button is-quiet"
          aria-pressed={isShort}
          onClick={() => location.assign(isShort ? '/' : `/?idle=${shortLimit}`)}
        >
          Idle limit: {shortLimit} s
        </button>
        <button
          type="button"
          className="button is-quiet"
          aria-pressed={hasChart}
          onClick={() => showChart(!hasChart)}
        >
          Statechart
        </button>
      </div>
      {hasChart && <Statechart />}
    </section>
  );
}
