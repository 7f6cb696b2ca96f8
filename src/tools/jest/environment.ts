import { fromTheUser } from './from-the-user.js';

interface Environment {
  readonly global: object;
  exportConditions?(): readonly string[];
}
type EnvironmentClass = new (...given: readonly unknown[]) => Environment;

const TestEnvironment = environmentOfJest();

/** Jest's own; where it is not installed, one that says so when Jest makes it. */
function environmentOfJest(): EnvironmentClass {
  try {
    const found = fromTheUser('jest-environment-jsdom');
    return (found as { TestEnvironment: EnvironmentClass }).TestEnvironment;
  } catch (error) {
    return class implements Environment {
      readonly global = {};
      constructor() {
        throw error;
      }
    };
  }
}

/** What browsers have and Jest's jsdom has not: taken from Node, where it is. */
const missing = [
  'structuredClone',
  'TextEncoder',
  'TextDecoder',
  'BroadcastChannel',
  'fetch',
  'Headers',
  'Request',
  'Response',
  'ReadableStream',
  'TransformStream',
  'setImmediate',
  'clearImmediate',
] as const;

/** Jest's jsdom with what browsers have besides. */
export default class BrowserLikeEnvironment extends TestEnvironment {
  constructor(...given: readonly unknown[]) {
    super(...given);
    for (const name of missing)
      if (!(name in this.global))
        Object.defineProperty(this.global, name, {
          value: globalThis[name],
          configurable: true,
          writable: true,
        });
    // Made here, an array is one to Node's encoder: jsdom's own is of another realm.
    Object.defineProperty(this.global, 'Uint8Array', {
      value: Uint8Array,
      configurable: true,
      writable: true,
    });
    const { crypto } = this.global as { crypto?: { subtle?: unknown } };
    if (!crypto?.subtle)
      Object.defineProperty(this.global, 'crypto', {
        value: globalThis.crypto,
        configurable: true,
        writable: true,
      });
  }
}
