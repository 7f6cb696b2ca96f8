/** How the session service seems to the backend. */
export const weathers = ['answers', 'fails', 'hangs'] as const;
export type Weather = (typeof weathers)[number];

/** A `fetch` for the backend whose luck a visitor decides. */
export interface WeatherFetch {
  readonly fetch: typeof fetch;
  weather: Weather;
}

/** Reaches the session service, or fails at once, or waits until the caller gives up. */
export function createWeatherFetch(
  onAnswer: (url: string, answer: Response) => void,
): WeatherFetch {
  const self: WeatherFetch = {
    weather: 'answers',
    fetch: async (input, init) => {
      if (self.weather === 'fails') throw new TypeError('The session service seems to be down.');
      if (self.weather === 'hangs') return untilAborted(init?.signal);
      const answer = await fetch(input, init);
      onAnswer(input instanceof Request ? input.url : String(input), answer.clone());
      return answer;
    },
  };
  return self;
}

function untilAborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal?.reason as Error);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop);
  });
}
