import { describe, expect, it } from 'vitest';
import type { AuthDriver, FakePageUnderTest, OwnFacts } from '../../../src/testing/index.js';
import {
  factsAfter,
  generateAuthPaths,
  pathFromEvents,
  walkAuthPath,
} from '../../../src/testing/index.js';
import { engineItself } from '../walk/engine-itself.js';

const facts: OwnFacts = {
  editsNote: { label: 'edit a note' },
  savesNote: {
    label: 'save the note',
    applies: ({ holds }) => holds.includes('editsNote'),
    lasts: 'step',
    ends: ['editsNote'],
  },
};

describe('facts of one’s own', () => {
  it('are mixed into the stories wherever they can happen', () => {
    const paths = generateAuthPaths({ facts, by: ['user', 'server', 'time'], depth: 4 });
    const names = paths.map(({ name }) => name).join('\n');
    expect(names).toMatch(/authenticated → edit a note → save the note/);
    expect(names).toMatch(/edit a note → session expires → logged out, session expired/);
    const steps = paths.flatMap((path) =>
      path.steps.map(({ fact, holds }, at) => ({ fact, holds, before: path.steps[at - 1]?.holds })),
    );
    const edits = steps.filter(({ fact }) => fact === 'editsNote');
    const saves = steps.filter(({ fact }) => fact === 'savesNote');
    expect(edits.map(({ holds }) => holds.join())).toEqual(edits.map(() => 'editsNote'));
    expect(saves.map(({ before }) => before?.join())).toEqual(saves.map(() => 'editsNote'));
  });

  it('happen before a second life, so that what stays behind is seen there', () => {
    const names = generateAuthPaths({ facts, by: ['user', 'server'] }).map(({ name }) => name);
    const again = 'log out → server confirms → sign in as another user → code accepted';
    expect(
      names.filter((name) => name.startsWith(`authenticated → edit a note → ${again}`)),
    ).toEqual([expect.stringMatching(/→ log out → server confirms → logged out$/)]);
    const saved = `authenticated → edit a note → save the note → ${again}`;
    expect(names.filter((name) => name.startsWith(saved))).toHaveLength(1);
  });

  it('hold as long as the session that they belong to', () => {
    const path = pathFromEvents(['opensSignedIn', 'editsNote', 'sessionExpires'], { facts });
    expect(path.steps.map(({ holds }) => holds)).toEqual([[], ['editsNote'], []]);
    expect(path.name).toBe(
      'authenticated → edit a note → session expires → logged out, session expired',
    );
    expect(factsAfter(path, { by: ['user'] })).toContain('signsIn');
    expect(factsAfter(path, { by: ['user'] })).not.toContain('editsNote');
  });

  it('are made to happen by the driver, which can look after each step', async () => {
    const path = pathFromEvents(['opensSignedIn', 'editsNote', 'clicksLogOut', 'serverAgrees'], {
      facts,
    });
    const edited: string[] = [];
    const driver: AuthDriver<FakePageUnderTest> = {
      ...engineItself,
      facts: { editsNote: ({ auth }) => void edited.push(auth.getView().user?.email ?? '') },
      check(_, { holds }) {
        if (holds.includes('editsNote') && edited.length !== 1) throw new Error('not edited');
      },
    };
    await walkAuthPath(path, driver);
    expect(edited).toEqual(['ada@example.test']);
    await expect(walkAuthPath(path, engineItself)).rejects.toThrow(
      /"editsNote" happen\. .*"driver.facts"/,
    );
  });

  it.each([
    [{ clicksLogOut: { label: 'mine' } }, /"clicksLogOut" is taken/],
    [{ mine: {} }, /"mine" has no "label"/],
    [{ mine: { label: 'x', lasts: 'long' } }, /"lasts" of "mine" must be/],
  ])('refuse %j', (own, message) => {
    expect(() => generateAuthPaths({ facts: own as never, depth: 1 })).toThrow(message);
  });
});
