import { createChecker } from '../../options/index.js';
import { allowListsRule } from '../redact/allow-list.js';
import type { Policy } from '../redact/policy.js';
import { nothing, policiesOf } from '../redact/policy.js';
import { redactDefinition } from '../redact/redact-definition.js';
import { asObject, redactEvent, redactSnapshot } from '../redact/redact-record.js';
import type { RedactionOptions } from '../redact/redacted-inspector.js';
import { redactName } from '../redact/redact-value.js';

/** What `@statelyai/inspect` sends. Spelled out here, since that package is optional. */
export interface StatelyMessage {
  readonly type: '@xstate.actor' | '@xstate.event' | '@xstate.snapshot';
  readonly sessionId: string;
  readonly rootId: string | undefined;
  readonly createdAt: string;
  readonly id: string | null;
  readonly _version: string;
  readonly name?: string;
  readonly parentId?: string | undefined;
  readonly definition?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly event?: unknown;
  readonly snapshot?: unknown;
}

/**
 * Makes the `serialize` option of `@statelyai/inspect`: an allow-list over everything it is about to
 * send, also what an app reports by hand with `inspector.event()`. Safe to use twice, and behind
 * `createRedactedInspector`.
 *
 * @throws ConfigurationError.
 */
export function createStatelySerializer(
  options: RedactionOptions = {},
): <T extends StatelyMessage>(event: T) => T {
  createChecker('createStatelySerializer').check(options, { machines: allowListsRule });
  const policies = policiesOf(options.machines);
  const seen = new Map<string, Policy>();

  const policyOf = (event: StatelyMessage): Policy => {
    if (event.type === '@xstate.actor') {
      const id = idIn(event.definition);
      const parent = event.parentId === undefined ? undefined : seen.get(event.parentId);
      const policy = event.definition?.includes('"states"') ? policies.byId(id) : parent;
      seen.set(event.sessionId, policy ?? nothing);
    }
    return seen.get(event.sessionId) ?? nothing;
  };

  return <T extends StatelyMessage>(event: T): T => {
    const policy = policyOf(event);
    const { definition, snapshot, id } = event;
    const redacted: StatelyMessage = {
      ...names(event, [
        'sessionId',
        'rootId',
        'createdAt',
        '_version',
        'name',
        'parentId',
        'sourceId',
      ]),
      type: event.type,
      id: id === null ? null : redactName(id),
      ...(definition === undefined
        ? {}
        : { definition: JSON.stringify(redactDefinition(parse(definition))) }),
      ...(event.event === undefined ? {} : { event: redactEvent(event.event, policy) }),
      ...(snapshot === undefined ? {} : { snapshot: redactSnapshot(snapshot, policy) }),
    };
    return redacted as T;
  };
}

type NameField =
  | 'sessionId'
  | 'rootId'
  | 'createdAt'
  | '_version'
  | 'name'
  | 'parentId'
  | 'sourceId';

function names(event: StatelyMessage, fields: readonly NameField[]): Record<NameField, string> {
  return Object.fromEntries(
    fields
      .filter((field) => event[field] !== undefined)
      .map((field) => [field, redactName(event[field])]),
  ) as Record<NameField, string>;
}

function idIn(definition: string | undefined): unknown {
  return asObject(parse(definition))['id'];
}

function parse(definition: string | undefined): unknown {
  try {
    return JSON.parse(definition ?? '{}');
  } catch {
    return {};
  }
}
