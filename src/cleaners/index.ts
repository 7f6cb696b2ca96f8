export { clearCacheStorage } from './clear-cache-storage.js';
export type { CacheStorageChoice } from './clear-cache-storage.js';
export { clearLocalStorage } from './clear-local-storage.js';
export { clearQueryClient } from './clear-query-client.js';
export type { QueryClientLike } from './clear-query-client.js';
export { clearSessionStorage } from './clear-session-storage.js';
export type { WebStorageChoice } from './web-storage.js';
