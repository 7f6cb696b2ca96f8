import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useAuth } from '@moon-key/react-auth';
import { type Device, readDevice } from './read-device.js';
import {
  makeWeather,
  readServer,
  type ServerState,
  unknownServer,
  type Weather,
} from './server-state.js';
import { usePolled } from './use-polled.js';

interface Watched {
  readonly device: Device;
  readonly server: ServerState;
  /** Looks at the server now. */
  readonly lookAtServer: () => Promise<void>;
  readonly setWeather: (weather: Weather) => Promise<void>;
}

const emptyDevice: Device = {
  sessions: [],
  keys: [],
  revocations: [],
  tombstones: [],
  notes: [],
};

const WatchContext = createContext<Watched>({
  device: emptyDevice,
  server: unknownServer,
  lookAtServer: () => Promise.resolve(),
  setWeather: () => Promise.resolve(),
});

/** Watches the device and the server: now and then, and whenever the engine says something. */
export function Watch({ children }: { readonly children: ReactNode }) {
  const auth = useAuth();
  const [device, lookAtDevice] = usePolled(readDevice, 300, emptyDevice);
  const [server, lookAtServer] = usePolled(readServer, 700, unknownServer);

  useEffect(() => {
    const look = () => {
      void lookAtDevice();
      void lookAtServer();
    };
    const stops = [auth.subscribe(look), auth.on('*', look)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [auth, lookAtDevice, lookAtServer]);

  const watched = useMemo(
    () => ({
      device,
      server,
      lookAtServer,
      async setWeather(weather: Weather) {
        await makeWeather(weather);
        await lookAtServer();
        if (weather === 'answers') tryAgainNow();
      },
    }),
    [device, server, lookAtServer],
  );
  return <WatchContext.Provider value={watched}>{children}</WatchContext.Provider>;
}

/** What is where. */
export function useWatch(): Watched {
  return useContext(WatchContext);
}

/** Wakes the outbox as the browser does when its network comes back. */
export function tryAgainNow(): void {
  window.dispatchEvent(new Event('online'));
}
