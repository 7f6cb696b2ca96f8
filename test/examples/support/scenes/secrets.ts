import { join } from 'node:path';
import { expect, it } from 'vitest';
import { searchBundle } from '../bundle-search.js';
import type { Stage } from '../stage.js';
import { publishableKey, ticketSecret } from '../world.js';

/** What must be in no bundle and in no log. */
export function playSecrets(stage: Stage, folder: string): void {
  it('sends no secret to a browser', () => {
    const needles = [stage.world.service.secretKey, ticketSecret, 'MOONKEY_SECRET_KEY', 'sk_test_'];
    const bundle = join(stage.world.app.folder, folder);
    expect(searchBundle(bundle, needles).found).toEqual([]);
    // The search does find what is there.
    expect(searchBundle(bundle, [publishableKey]).found).not.toEqual([]);
    expect(stage.world.app.output()).not.toMatch(
      new RegExp([stage.world.service.secretKey, ticketSecret].join('|')),
    );
  });
}
