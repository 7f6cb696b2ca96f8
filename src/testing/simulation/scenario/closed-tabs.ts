import type { Stage } from './stage.js';

/** How many actions of a hundred a tab is reloaded before, and the browser ends before. */
const RELOADS = 8;
const ENDS = 4;

/** Tabs are reloaded; the browser is closed or killed, and brings some of its tabs back. */
export function meetClosedTabs(stage: Stage): void {
  const { world } = stage;
  stage.perhaps(RELOADS, (visitor) => {
    world.faults.note('tabReloaded');
    stage.say('reloads', visitor);
    visitor.act('reload', () => stage.open(world.reload(visitor.opened)));
  });
  stage.perhaps(ENDS, (visitor) => {
    const isKilled = world.random.chance(0.5);
    stage.say(isKilled ? 'is killed with its browser' : 'is closed with its browser', visitor);
    const gone = stage.alive();
    for (const { opened } of gone)
      if (isKilled) world.crash(opened.tab);
      else world.close(opened);
    const startedAt = world.scheduler.now + 6_000 + visitor.opened.tab.skew;
    for (const { opened } of gone)
      if (world.random.chance(0.5))
        stage.open(world.openTab({ kept: opened.kept, arrival: { startedAt, isLink: false } }));
  });
}
