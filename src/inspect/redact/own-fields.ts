import type { AuthContext, AuthEvent } from '../../machines/index.js';
import type { IdleContext, IdleEvent } from '../../machines/idle-machine.js';
import type { DrainOutput, OutboxContext, OutboxEvent } from '../../machines/outbox-machine.js';
import type { ServiceTypes } from '../../machines/services.js';
import type { HookFailure, PublicSession, User } from '../../machines/types.js';
import type { AllowList } from './allowed-fields.js';

/** The dotted paths of a type's fields. A user is one field: nothing inside of it is ever shown. */
type PathOf<T> = T extends object
  ? T extends readonly unknown[] | User
    ? never
    : { [K in keyof T & string]: PathInside<K, NonNullable<T[K]>> }[keyof T & string]
  : never;
type PathInside<K extends string, V> = [PathOf<V>] extends [never]
  ? K
  : `${K}.${PathOf<V>}` | (V extends object ? never : K);

/** Every field of a type, and whether it shows: a field that is new, or gone, does not compile. */
type Fields<T> = Readonly<Record<Exclude<PathOf<T>, 'type'>, boolean>>;

type Inputs = ServiceTypes[keyof ServiceTypes]['input'];
type Outputs = ServiceTypes[keyof ServiceTypes]['output'];

/** What the actions of the auth machine are given. */
type Params =
  | PublicSession
  | ServiceTypes['restoreSession']['output']
  | Partial<Pick<AuthContext, 'device' | 'server' | 'app'>>
  | { readonly failures: readonly HookFailure[] };

const context: Fields<AuthContext> = {
  'session.generation': true,
  'session.expiresAt': true,
  'session.user': false,
  'arriving.generation': true,
  'arriving.expiresAt': true,
  'arriving.user': false,
  attempt: true,
  adopt: true,
  departing: true,
  scope: true,
  reason: true,
  device: true,
  server: true,
  app: true,
  storage: true,
  pendingRevocations: true,
};

const event: Fields<AuthEvent> = {
  scope: true,
  guarded: true,
  attempt: true,
  generation: true,
  pending: true,
  storage: true,
  reason: true,
  remember: true,
  found: true,
};

const inputs: Fields<Inputs> = {
  generation: true,
  attempt: true,
  scope: true,
  reason: true,
  acting: true,
};

const outputs: Fields<Outputs> = {
  kind: true,
  reason: true,
  storage: true,
  by: true,
  failures: false,
  generation: true,
  expiresAt: true,
  user: false,
  'session.generation': true,
  'session.expiresAt': true,
  'session.user': false,
};

const params: Fields<Params> = {
  generation: true,
  expiresAt: true,
  user: false,
  'session.generation': true,
  'session.expiresAt': true,
  'session.user': false,
  storage: true,
  reason: true,
  device: true,
  server: true,
  app: true,
  failures: false,
};

const drained: Fields<DrainOutput> = { pending: true, retryIn: true };
const outboxContext: Fields<OutboxContext> = { retryIn: true, eager: true, again: true };
const outboxEvent: Fields<OutboxEvent> = { reason: true };
const idleContext: Fields<IdleContext> = { after: true, warnBefore: true, age: true };
const idleEvent: Fields<IdleEvent> = { age: true };

/** What may be seen of the auth machine: the user's profile is not among it. */
export const authAllowList: AllowList = {
  context: shown(context),
  // A revocation comes to one word; every other output is an object, of which its fields show.
  event: [
    ...shown(event),
    'output',
    ...under('output', shown(outputs)),
    ...under('input', shown(inputs)),
  ],
  actor: [...shown(inputs), ...shown(outputs)],
  params: shown(params),
};

/** What may be seen of the outbox's machine. */
export const outboxAllowList: AllowList = {
  context: shown(outboxContext),
  event: [...shown(outboxEvent), ...under('output', shown(drained)), 'input.eager'],
  actor: [...shown(drained), 'eager'],
  params: [],
};

/** What may be seen of the idle machine: how long ago the user did something, and not what. */
export const idleAllowList: AllowList = {
  context: shown(idleContext),
  event: [...shown(idleEvent), 'output', ...under('input', shown(idleContext))],
  actor: shown(idleContext),
  params: [],
};

function shown(fields: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.keys(fields).filter((path) => fields[path]);
}

function under(prefix: string, fields: readonly string[]): readonly string[] {
  return fields.map((field) => `${prefix}.${field}`);
}
