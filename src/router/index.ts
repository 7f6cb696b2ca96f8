'use client';

export { useRefreshOnSessionChange } from './use-refresh-on-session-change.js';
