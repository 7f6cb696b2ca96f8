export { BackendError } from './backend.js';
export type { Backend, Grant, RevocationProof } from './backend.js';
export { StorageError } from './disk.js';
export type { Disk, Stores, Transaction } from './disk.js';
export { browserEnvironment } from './platform.js';
export type {
  ChannelLike,
  Clock,
  CryptoLike,
  Environment,
  LocalStorageLike,
  LocksLike,
  PageEvent,
  PageEventType,
  PageLike,
} from './environment.js';
export { createBackend } from './http-backend.js';
export { createIndexedDbDisk } from './indexed-db-disk.js';
export { watchLifecycle } from './lifecycle.js';
export { createMemoryDisk } from './memory-disk.js';
export { namesFor } from './names.js';
export type { Names } from './names.js';
export { createOutbox } from './outbox.js';
export type { DeliveryResult, Outbox, UnstoredRevocation } from './outbox.js';
export type { KeyRecord, OutboxEntry, Sealed, SessionRecord } from './records.js';
export { createResilientDisk } from './resilient-disk.js';
export { readSession } from './read-session.js';
export type { StoredSession } from './read-session.js';
export { createKey, seal } from './seal.js';
export { unseal } from './unseal.js';
export type { Sealable } from './unseal.js';
export { createSessionStore, SupersededError } from './session-store.js';
export type { Claim, ClearRequest, SessionStore } from './session-store.js';
export { openTabs } from './tabs.js';
export type { TabMessage, Tabs } from './tabs.js';
export { createTombstones } from './tombstones.js';
export type { Tombstone, Tombstones } from './tombstones.js';
export { createTurn } from './turn.js';
export type { Turn } from './turn.js';
export { credentialsOf, ticketFor } from './vault.js';
export type { Credentials, Vault } from './vault.js';
