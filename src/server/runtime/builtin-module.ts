import type * as crypto from 'node:crypto';
import type * as http from 'node:http';
import type * as https from 'node:https';

interface Builtins {
  'node:crypto': typeof crypto;
  'node:http': typeof http;
  'node:https': typeof https;
}

/** A module of Node's own where there is one (Node 20.16 and newer): nothing is imported, so other runtimes do without. */
export function builtinModule<Name extends keyof Builtins>(name: Name): Builtins[Name] | undefined {
  const { process } = globalThis as {
    process?: { getBuiltinModule?: (id: Name) => Builtins[Name] | undefined };
  };
  return process?.getBuiltinModule?.(name);
}
