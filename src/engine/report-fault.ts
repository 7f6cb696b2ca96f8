import type { StorageFault } from '../machines/types.js';
import { StorageError } from '../services/disk.js';
import type { Notices } from './notices.js';

/** Tells listeners of a storage fault, and returns its code. */
export function reportFault(
  notices: Notices,
  operation: StorageFault['operation'],
  error: unknown,
): StorageFault['code'] {
  const code = error instanceof StorageError ? error.code : 'write_failed';
  notices.emit({ type: 'storageFault', code, operation });
  return code;
}
