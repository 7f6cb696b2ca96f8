import type { EdgePlan } from './edges.js';
import type { Stage } from './stage.js';

/** How many actions of a hundred the whole browser sleeps before. */
const SLEEPS = 4;

/** Users do something now and then, and sometimes the device sleeps with all its tabs. */
export function meetIdleness(stage: Stage, { after, acting }: NonNullable<EdgePlan['idle']>): void {
  const { world } = stage;
  stage.perhaps(acting, (visitor) => {
    world.faults.note('userActs');
    visitor.act('use', () => visitor.opened.page.fire('pointerdown'));
  });
  stage.perhaps(SLEEPS, (visitor) => {
    stage.say('sleeps, and all others too', visitor);
    const asleep = stage.visitors.filter((each) => each.isOpen());
    for (const { opened } of asleep) opened.tab.freeze(false);
    world.scheduler.post({
      label: 'wakes up',
      delay: world.random.between(after / 2, after * 2),
      run() {
        for (const each of asleep) if (each.opened.tab.life === 'frozen') stage.wakeUp(each);
      },
    });
  });
}
