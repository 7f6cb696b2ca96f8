import type { AnyEventObject, Snapshot } from 'xstate';
import type { Policy } from './policy.js';
import { redactError, redactFields, redactName } from './redact-value.js';

/** An event with its type and its public fields. */
export function redactEvent(event: unknown, policy: Policy): AnyEventObject {
  const fields = asObject(event);
  const { type, error, ...rest } = fields;
  return {
    ...(redactFields(rest, policy.event) as object),
    ...(error === undefined ? {} : { error: redactError(error) }),
    type: redactName(type),
  };
}

/** What may be seen of a snapshot: of a machine, a promise, or any other actor. */
export interface RedactedSnapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly value?: unknown;
  readonly context?: unknown;
  readonly tags?: readonly string[];
  /** The children by id; they have records of their own. */
  readonly children?: Readonly<Record<string, object>>;
  readonly input?: unknown;
  readonly output: unknown;
  readonly error: unknown;
}

/** A snapshot with its state value and its public fields. */
export function redactSnapshot(
  snapshot: unknown,
  policy: Policy,
): RedactedSnapshot & Snapshot<unknown> {
  const { status, value, context, tags, children, input, output, error } = asObject(snapshot);
  const redacted: RedactedSnapshot = {
    status: statusOf(status),
    ...(value === undefined ? {} : { value: redactStateValue(value) }),
    ...(context === undefined ? {} : { context: redactFields(context, policy.context) }),
    ...(tags instanceof Set || Array.isArray(tags) ? { tags: [...tags].map(redactName) } : {}),
    ...(children === undefined
      ? {}
      : {
          children: Object.fromEntries(
            Object.keys(asObject(children)).map((id) => [redactName(id), {}]),
          ),
        }),
    ...(input === undefined ? {} : { input: redactFields(input, policy.actor) }),
    output: output === undefined ? undefined : redactFields(output, policy.actor),
    error: error === undefined ? undefined : redactError(error),
  };
  return redacted as RedactedSnapshot & Snapshot<unknown>;
}

/** A state value: names only. */
export function redactStateValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return redactName(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [redactName(key), redactStateValue(inner)]),
  );
}

/** An object's fields; none of anything else. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function statusOf(status: unknown): RedactedSnapshot['status'] {
  return status === 'done' || status === 'error' || status === 'stopped' ? status : 'active';
}
