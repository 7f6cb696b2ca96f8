import { renderToPipeableStream } from 'react-dom/server';
import { App, Aside } from './app.js';
import { state } from './session.js';

const { pipe } = renderToPipeableStream(<App state={state} Late={Aside} />, {
  onAllReady: () => void pipe(process.stdout),
});
