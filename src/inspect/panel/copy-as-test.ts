import type { ActorRecord } from '../recording/actor-record.js';
import type { Entry } from '../recording/entry.js';
import { machineTest } from '../coverage/machine-test.js';
import { copyText } from './copy-text.js';
import { factsOf } from '../recording/facts-of.js';
import type { PanelModel } from './model.js';

/** Copies a test of what was seen, up to the entry being looked at. Resolves to what came of it. */
export async function copyAsTest(model: PanelModel, document: Document): Promise<string> {
  const { actor } = model;
  if (!actor) return 'Nothing was seen yet.';
  const entries = model.allEntries.filter(
    ({ index, actor: key }) =>
      key === actor.key && (model.selected === null || index <= model.selected),
  );
  return copyText(actor.own === 'auth' ? testOf(entries) : ownTestOf(actor, entries), document);
}

/** The test of a log: a path of facts for `describeAuthPaths`. */
export function testOf(entries: readonly Entry[]): string {
  const facts = factsOf(entries)
    .map((fact) => `      '${fact}',`)
    .join('\n');
  return `import { describe, it } from 'vitest';
import { describeAuthPaths, pathFromEvents } from '@moon-key/react-auth/testing';
import { driver } from './auth-driver.js'; // how your app signs in, logs out, and shows who is there

describeAuthPaths(
  [
    pathFromEvents([
${facts}
    ]),
  ],
  driver,
  { describe, it },
);
`;
}

/** The test of any other machine: its events in order, and the state after each. */
function ownTestOf({ machine }: ActorRecord, entries: readonly Entry[]): string {
  const steps = entries
    .filter(
      ({ kind, event }) =>
        kind !== 'notice' && kind !== 'start' && kind !== 'ended' && event !== '',
    )
    .map(({ event, fields, value }) => ({ event, fields, value }));
  const [first] = entries;
  return machineTest(machine, first?.kind === 'start' ? first.value : undefined, steps);
}
