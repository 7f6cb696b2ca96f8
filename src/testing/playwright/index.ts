export { authPathsFor } from './auth-paths-for.js';
export type { PlaywrightTest } from './auth-paths-for.js';
export { isWalkableInBrowser, walkAuthPathInBrowser } from './walk-auth-path-in-browser.js';
export type { BrowserWalkOptions } from './walk-auth-path-in-browser.js';
