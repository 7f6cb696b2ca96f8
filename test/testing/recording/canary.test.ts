import { expect, it } from 'vitest';
import {
  collectCoverage,
  createRecorder,
  toCoverageHtml,
  toSequence,
} from '@moon-key/react-auth/inspect';
import {
  collectRun,
  pathFromEvents,
  pathsFromRecording,
  walkAuthPath,
} from '@moon-key/react-auth/testing';
import { authMachine } from '../../../src/machines/index.js';
import { people } from '../../../src/testing/paths/people.js';
import { replayTest } from '../../../src/testing/testgen/replay-test.js';
import { writeRecordedTest } from '../../../src/testing/testgen/write-tests.js';
import { engineItself } from '../walk/engine-itself.js';

const evening = pathFromEvents([
  ...['opensSignedIn', 'jwtGoesStale', 'serverAgrees', 'clicksLogOut', 'serverFails'],
  ...['networkReturns', 'signsInAsAnother', 'serverAgrees', 'otherTabLogsOut'],
]);
const personal = Object.values(people).flatMap(({ id, email, firstName, lastName }) =>
  [id, email, firstName, lastName].filter((each) => each !== undefined),
);

it('leaves no byte of a person, a code, a token or a ticket in what is recorded, drawn or counted', async () => {
  const recorder = createRecorder();
  const collector = collectCoverage();
  const run = collectRun();
  const tokens: string[] = [];
  await walkAuthPath(evening, {
    ...engineItself,
    open({ auth }) {
      recorder.attach(auth);
      collector.watch(auth.actor);
    },
    check({ auth }, { fact }) {
      const keep = (held: object | null) =>
        void tokens.push(...Object.values(held ?? {}).map(String));
      // Answered with the next step.
      if (fact === 'opensSignedIn') auth.getSessionTokens().then(keep, () => undefined);
    },
  });
  run.stop();
  const recording = await recorder.export();
  const file = JSON.stringify(recording);
  const [story = evening] = pathsFromRecording(file);
  const coverage = collector.coverage().find(({ machine }) => machine === 'auth');
  if (!coverage) throw new Error('nothing was covered');
  const written: Record<string, string> = {
    recording: file,
    sequence: toSequence(recording.entries),
    run: JSON.stringify(run.result()),
    page: await toCoverageHtml([{ machine: authMachine, coverage, picture: '<svg></svg>' }]),
    replay: replayTest('vitest', 'record.json', 'found.json'),
    test: writeRecordedTest(story, 'vitest', './driver', 'it shows neither'),
  };
  expect(tokens.join()).toMatch(/fake/);
  const secrets = [...personal, ...tokens, '424242'];
  for (const [name, text] of Object.entries(written)) {
    expect(text.length, name).toBeGreaterThan(300);
    const comments = text.replaceAll(/the app shows \S+@\S+/g, '');
    expect(
      secrets.filter((secret) => comments.includes(secret)),
      name,
    ).toEqual([]);
    expect(comments, name).not.toMatch(/fake[_.]|@example/);
  }
});
