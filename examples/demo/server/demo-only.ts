import express from 'express';
import { z } from 'zod';
import type { DemoMemory } from './memory.js';
import { createObserver, type Observation } from './observer.js';
import { type Weather, type WeatherFetch, weathers } from './weather.js';

/** What the page shows of the server's side. */
export interface ServerState extends Observation {
  readonly weather: Weather;
  readonly inboxUrl: string;
}

interface DemoOnlyOptions {
  readonly apiUrl: string;
  readonly secretKey: string;
  readonly memory: DemoMemory;
  readonly service: WeatherFetch;
}

const weatherRequest = z.strictObject({ weather: z.enum(weathers) });

/** The routes that no app must have: they show codes and sessions, and make the weather. */
export function routeDemoOnly(app: express.Express, options: DemoOnlyOptions): void {
  const { apiUrl, secretKey, memory, service } = options;
  const observe = createObserver(apiUrl, secretKey);

  app.get('/demo/server', (_req, res, next) => {
    observe(memory.facts.users)
      .then((seen) => {
        const state: ServerState = {
          ...seen,
          weather: service.weather,
          inboxUrl: `${apiUrl}/dev/inbox`,
        };
        res.set('Cache-Control', 'no-store').json(state);
      })
      .catch(next);
  });

  app.put('/demo/server', express.json(), (req, res) => {
    const asked = weatherRequest.safeParse(req.body);
    if (!asked.success) {
      res.status(400).json({ error: `weather must be one of ${weathers.join(', ')}` });
      return;
    }
    service.weather = asked.data.weather;
    res.json(asked.data);
  });
}
