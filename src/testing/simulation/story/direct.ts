import { Director } from '../scenario/director.js';
import type { DirectorParts } from '../scenario/director.js';
import { planFaults } from './planned-faults.js';
import { StoryDirector } from './story-director.js';
import type { Story } from './story.js';

/** Who says what happens in a world: the seed, or a story where there is one. */
export function direct(parts: DirectorParts, story: Story | undefined): Director {
  if (!story) return new Director(parts);
  const faults = planFaults(parts.world.faults);
  parts.world.faults = faults;
  return new StoryDirector(parts, story, faults);
}
