export { authPathsFor } from './auth-paths-for.js';
export type { PlaywrightTest, RegisteredPaths } from './auth-paths-for.js';
export { drivers } from './dialog-driver.js';
export type { DialogApp } from './dialog-driver.js';
export { isWalkableInBrowser, walkAuthPathInBrowser } from './walk-auth-path-in-browser.js';
export type { BrowserWalkOptions } from './walk-auth-path-in-browser.js';
