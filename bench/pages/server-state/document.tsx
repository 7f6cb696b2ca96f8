import { renderToString } from 'react-dom/server';
import type { InitialState } from '@moon-key/react-auth';
import { App } from './app.js';

/** Notes the first frame in which a text is on the page, in ms since the navigation. */
const watch = (text: string) => `<script>(function look() {
  const root = document.getElementById('root');
  if (root && root.textContent.includes(${JSON.stringify(text)})) globalThis.namedAt = performance.now();
  else requestAnimationFrame(look);
})();</script>`;

/**
 * What a server sends: the app as it renders it, and the state that the page takes it over with.
 *
 * @param empty - The page around the script, as it was built.
 */
export const documentOf = (empty: string, email: string, state?: InitialState): string =>
  empty
    .replace('</head>', `${watch(email)}</head>`)
    .replace(
      '<div id="root"></div>',
      `<div id="root">${renderToString(<App state={state} />)}</div><script type="application/json" id="state">${JSON.stringify(state ?? null)}</script>`,
    );
