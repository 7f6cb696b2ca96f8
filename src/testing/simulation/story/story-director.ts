import type { AuthSnapshot } from '../../../machines/index.js';
import { Director } from '../scenario/director.js';
import type { DirectorParts } from '../scenario/director.js';
import type { Visitor } from '../scenario/visitor.js';
import { nameOfState } from './name-of-state.js';
import type { PlannedFaults } from './planned-faults.js';
import { storyActions } from './story-actions.js';
import type { Story, StoryFact } from './story.js';

type TabFact = Extract<StoryFact, { readonly tab: number }>;

/** How long a fact waits for the state in which it happened, in ms. */
const PATIENCE = 20_000;
/** How often it is looked whether the wait is over, in ms. */
const LOOK = 10;

/** Does in a world what a story tells. What the story does not tell is drawn from the seed. */
export class StoryDirector extends Director {
  private readonly tabs = new Map<number, Visitor>();
  private waiting: { readonly told: TabFact; readonly until: number } | null = null;
  private next = 0;

  constructor(
    parts: DirectorParts,
    private readonly story: Story,
    private readonly faults: PlannedFaults,
  ) {
    super(parts);
  }

  /** Whether everything was told. */
  override isOver(): boolean {
    return this.waiting === null && this.next >= this.story.facts.length;
  }

  /** What is told at one moment happens in one task, or in one each. */
  override step(): number {
    const { facts } = this.story;
    if (this.waiting && this.world.scheduler.now < this.waiting.until) return LOOK;
    if (this.waiting) this.act(this.waiting.told, false);
    const together = this.world.random.chance(0.5);
    do {
      const told = facts[this.next];
      if (!told) return 0;
      this.next += 1;
      if (!this.tell(told, together)) return LOOK;
    } while (this.isAtOnce(together));
    return facts[this.next]?.after ?? 0;
  }

  /** Does what has waited for the state that a tab has come to. */
  override react(visitor: Visitor, snapshot: AuthSnapshot): void {
    const { waiting } = this;
    if (!waiting || this.tabs.get(waiting.told.tab) !== visitor) return;
    if (nameOfState(snapshot.value) === waiting.told.during) this.act(waiting.told, false);
  }

  override reactToAnswer(): void {}
  override comeBack(): void {}

  private isAtOnce(together: boolean): boolean {
    const [before, fact] = [this.story.facts[this.next - 1], this.story.facts[this.next]];
    return fact?.after === 0 && (together || before?.fact === 'fails');
  }

  /** False: it waits for a state. */
  private tell(told: StoryFact, together: boolean): boolean {
    if (told.fact === 'fails') this.faults.plan(told.fault);
    else if (!('tab' in told)) storyActions.world[told.fact](this);
    else if (this.mustWait(told)) {
      this.waiting = { told, until: this.world.scheduler.now + PATIENCE };
      return false;
    } else this.act(told, together);
    return true;
  }

  private mustWait({ tab, during }: TabFact): boolean {
    const visitor = this.tabs.get(tab);
    if (!during || !visitor?.isOpen()) return false;
    return nameOfState(visitor.auth.actor.getSnapshot().value) !== during;
  }

  private act({ fact, tab }: TabFact, together: boolean): void {
    this.waiting = null;
    if (fact === 'opensTab') {
      // The world opens its first tab by itself.
      const opened = this.tabs.size === 0 ? this.visitors[0] : undefined;
      this.tabs.set(tab, opened ?? this.open());
      return;
    }
    const visitor = this.tabs.get(tab);
    if (!visitor?.isAlive()) return;
    this.say(fact, visitor);
    storyActions.tab[fact](this, visitor, together ? (_, run) => run() : visitor.act.bind(visitor));
  }
}
