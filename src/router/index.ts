'use client';

export { returnPath } from '../wire/return-path.js';
export { useRefreshOnSessionChange } from './use-refresh-on-session-change.js';
