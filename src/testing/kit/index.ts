export { createFakeBackend } from './fake-backend.js';
export type {
  BackendCall,
  BackendVerb,
  FakeBackend,
  FakeBackendOptions,
  ScriptedAnswer,
} from './fake-backend.js';
export { fakeBackendHandlers } from './fake-backend-handlers.js';
export type { HttpOfMsw } from './fake-backend-handlers.js';
export type { FakePage } from './fake-page.js';
export { createFakeTabs } from './fake-tabs.js';
export type { FakeTab, FakeTabsOptions } from './fake-tabs.js';
export { createTestAuth } from './test-auth.js';
export type { TestAuth, TestAuthOptions } from './test-auth.js';
export type { TestState } from './view-of.js';
export { createVirtualClock } from './virtual-clock.js';
export type { VirtualClock } from './virtual-clock.js';
