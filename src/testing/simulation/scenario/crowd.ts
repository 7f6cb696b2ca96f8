import type { Stage } from './stage.js';

/** How many tabs a crowd is. */
export const CROWD = 10;

/** Ten tabs are open, and want new tokens at once: the worst moment is the end of their JWT. */
export function meetCrowd(stage: Stage, percent: number): void {
  while (stage.alive().length < CROWD) stage.open();
  stage.perhaps(percent, (visitor) => {
    stage.say('wants new tokens, and all others too', visitor);
    stage.world.faults.note('tabsCrowd');
    for (const each of stage.visitors)
      if (each.isOpen()) each.act('read tokens', () => stage.promises.readTokens(each));
  });
}
