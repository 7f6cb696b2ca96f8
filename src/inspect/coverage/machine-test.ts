/** One step of a test: an event, and the state that it must lead to. */
export interface TestStep {
  readonly event: string;
  /** The event's public fields; a value that is hidden stands as `‹string›`. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The state value afterwards; undefined where it is not known. */
  readonly value?: unknown;
  /** The guard that must hold, if the step needs one. */
  readonly guard?: string | null;
}

/**
 * Writes a path through any XState machine as a Vitest test. It needs no service to run: what an
 * invoke or a delay would have sent is an event of the path, too.
 */
export function machineTest(machine: string, start: unknown, steps: readonly TestStep[]): string {
  const id = fileName(machine);
  const name = /^[A-Za-z_$][\w$]*$/.test(id) && id !== 'machine' ? `${id}Machine` : 'machine';
  const title = steps.map(({ event }) => event).join(', ') || 'starts';
  const lines = steps.flatMap(({ event, fields = {}, value, guard }) => [
    ...(guard === undefined || guard === null ? [] : [`  // ${guard} must hold here`]),
    ...(hidden(fields) ? ['  // fill in what was hidden'] : []),
    `  [state] = transition(${name}, state, ${eventText(event, fields)});`,
    ...(value === undefined ? [] : [`  expect(state.value).toEqual(${literal(value)});`]),
  ]);
  return `import { expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { ${name} } from './${id}.js';

it(${quote(title)}, () => {
  let [state] = initialTransition(${name});
${start === undefined ? '' : `  expect(state.value).toEqual(${literal(start)});\n`}${lines.join('\n')}
});
`;
}

function eventText(event: string, fields: Readonly<Record<string, unknown>>): string {
  const written = Object.entries(fields).map(
    ([name, value]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)}: ${literal(value)}`,
  );
  return `{ ${[`type: ${quote(event)}`, ...written].join(', ')} }`;
}

function hidden(fields: Readonly<Record<string, unknown>>): boolean {
  return JSON.stringify(fields).includes('‹');
}

function fileName(machine: string): string {
  return machine.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^-+|-+$/g, '') || 'machine';
}

function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  const fields = Object.entries(value).map(
    ([name, each]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)}: ${literal(each)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
