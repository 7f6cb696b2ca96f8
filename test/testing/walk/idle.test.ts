import { describe, expect, it } from 'vitest';
import { generateAuthPaths, pathFromEvents, walkAuthPath } from '../../../src/testing/index.js';
import { engineItself } from './engine-itself.js';

const walk = (...facts: string[]) =>
  walkAuthPath(pathFromEvents(facts), engineItself, { stepTimeout: 30_000 });

describe('the idle limit in paths', () => {
  it('is reached in the default ones', () => {
    const facts = generateAuthPaths().flatMap(({ steps }) => steps.map(({ fact }) => fact));
    expect(facts).toContain('goesIdle');
  });

  it('warns, lets the user stay, and ends the session of one who is away', async () => {
    const story = ['opensSignedIn', 'staysActive', 'staysActive', 'goesIdle', 'signsInAsAnother'];
    await expect(walk(...story)).resolves.toBeUndefined();
  });

  it('cannot be stayed within by somebody who is out', () => {
    expect(() => pathFromEvents(['opensSignedIn', 'goesIdle', 'staysActive'])).toThrow(
      /"staysActive" cannot happen/,
    );
  });
});
