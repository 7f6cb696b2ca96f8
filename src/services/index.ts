export { BackendError } from './backend.js';
export type { Backend, Grant, RevocationProof } from './backend.js';
export type { Environment } from './environment.js';
export { createBackend } from './http-backend.js';
