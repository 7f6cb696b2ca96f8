export * from './kit/index.js';
export * from './run/index.js';
export * from './recording/index.js';
export * from './walk/index.js';
export * from './playwright/index.js';
export * from './paths/index.js';
export * from './machine-paths/index.js';
export { MoonKeyTestProvider } from './react.js';
export type { MoonKeyTestProviderProps } from './react.js';
