export { moonKeyCommands } from './commands.js';
export type { MoonKeyCommandOptions } from './commands.js';
export type { CypressDriver } from './driver.js';
export type { CypressServer } from './server.js';
