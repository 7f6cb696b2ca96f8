import { describe, expect, it } from 'vitest';
import { pathFromEvents, walkAuthPath } from '../../../src/testing/index.js';
import { engineItself } from './engine-itself.js';

/** Stories in which a logout leaves a lease on a disk that does not answer, or a bound is slept over. */
const stories = [
  'opensSignedIn storageHangs clicksLogOut otherTabSignsIn appLogsOut storageRecovers serverAgrees',
  'opensSlowlySignedIn appLogsOut localTimeout otherTabSignsIn appLogsOut storageRecovers serverRefuses',
  'opensSignedIn sessionExpires storageHangs otherTabSignsIn appLogsOut storageRecovers serverAgrees',
  'opensSlowlySignedIn appLogsOut localTimeout storageRecovers appLogsOut otherTabSignsIn cleanerHangs otherTabLogsOut signsInAsAnother networkReturns localTimeout',
  'opensSignedIn doubleClicksLogOut serverHangs storageHangs otherTabSignsIn appLogsOut storageRecovers serverFails',
];

describe('walkAuthPath lets leases and bounds run out', () => {
  it.each(stories)('%s', async (story) => {
    const path = pathFromEvents(story.split(' '));
    await expect(
      walkAuthPath(path, engineItself, { stepTimeout: 30_000 }),
    ).resolves.toBeUndefined();
  });

  it('asks nobody to log out who is not known: another tab has ended what this one waits for', () => {
    const facts = [
      ...['opensSignedIn', 'clicksLogOut', 'networkFails', 'storageHangs'],
      ...['otherTabSignsIn', 'otherTabLogsOut', 'appLogsOut'],
    ];
    expect(() => pathFromEvents(facts)).toThrow(/"appLogsOut" cannot happen/);
  });
});
