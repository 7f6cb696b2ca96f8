import type { AuthSnapshot } from '../../../machines/index.js';
import { Director } from '../scenario/director.js';
import type { DirectorParts } from '../scenario/director.js';
import type { Visitor } from '../scenario/visitor.js';
import type { NetworkRequest } from '../world/simulated-network.js';
import { nameOfState } from './name-of-state.js';
import { faultsMet } from './planned-faults.js';
import type { PlannedFaults } from './planned-faults.js';
import { reordered, sameMoment } from './same-moment.js';
import { storyActions } from './story-actions.js';
import type { Story, StoryFact } from './story.js';

type TabFact = Extract<StoryFact, { readonly tab: number }>;

/** A fact that waits for the state in which it happened, and in that perhaps for an answer. */
interface Waiting {
  readonly told: TabFact;
  /** For how long, in ms of virtual time. */
  readonly until: number;
  readonly forAnswer: boolean;
}

/**
 * How what is told of one moment happens: in one task, in a task of each tab at the same time, or one after the other.
 */
const manners = ['together', 'at once', 'in turn'] as const;

/** How long a fact waits for the state in which it happened, in ms. */
const PATIENCE = 20_000;
/** How often it is looked whether the wait is over, in ms. */
const LOOK = 10;
/** How long before the next fact an app asks for data, in ms, at most. */
const ASKED_BEFORE = 200;
/** How many facts wait for the state in which they happened, of one. */
const WAITS = 0.8;
/** How many of those that happened while the server was asked wait for its answer, of one. */
const WAITS_FOR_ANSWER = 0.4;

/** Does in a world what a story tells. What the story does not tell is drawn from the seed. */
export class StoryDirector extends Director {
  private readonly tabs = new Map<number, Visitor>();
  private waiting: Waiting | null = null;
  private moment: readonly StoryFact[] = [];
  private manner: (typeof manners)[number] = 'in turn';
  private next = 0;
  private hasAsked = false;

  constructor(
    parts: DirectorParts,
    private readonly story: Story,
    private readonly faults: PlannedFaults,
  ) {
    super(parts);
  }

  /** Whether everything was told. */
  override isOver(): boolean {
    return !this.waiting && this.moment.length === 0 && this.next >= this.story.facts.length;
  }

  /** Tells what happens next. */
  override step(): number {
    const { random, scheduler } = this.world;
    if (this.waiting && scheduler.now < this.waiting.until) return LOOK;
    if (this.waiting) this.act(this.waiting.told);
    if (this.moment.length === 0) {
      if (!this.hasAsked && this.askForData()) {
        this.hasAsked = true;
        return random.below(ASKED_BEFORE);
      }
      this.beginMoment();
    }
    return this.tellMoment();
  }

  /** Does what has waited for the state that a tab has come to. */
  override react(visitor: Visitor, snapshot: AuthSnapshot): void {
    const { waiting } = this;
    if (!waiting || waiting.forAnswer || this.tabs.get(waiting.told.tab) !== visitor) return;
    if (nameOfState(snapshot.value) !== waiting.told.during) return;
    if (this.waitsForAnswer(waiting.told)) this.waiting = { ...waiting, forAnswer: true };
    else this.act(waiting.told);
  }

  /** Does what has waited for an answer. */
  override reactToAnswer({ tab }: NetworkRequest): void {
    const { waiting } = this;
    if (waiting?.forAnswer && this.tabs.get(waiting.told.tab)?.opened.tab === tab)
      this.act(waiting.told);
  }

  override comeBack(): void {}

  private beginMoment(): void {
    const { random } = this.world;
    const moment = sameMoment(this.story.facts, this.next);
    this.next += moment.length;
    this.hasAsked = false;
    this.manner = random.pick(manners);
    this.moment = random.chance(0.5) ? reordered(moment, random) : moment;
  }

  /** How long to pause after it, in ms. */
  private tellMoment(): number {
    for (;;) {
      const [told, ...rest] = this.moment;
      if (!told) return this.story.facts[this.next]?.after ?? 0;
      this.moment = rest;
      if (!this.tell(told)) return LOOK;
      if (this.manner === 'in turn' && told.fact !== 'fails' && rest.length > 0) return 0;
    }
  }

  /** False: it waits. */
  private tell(told: StoryFact): boolean {
    if (told.fact === 'fails')
      for (const fault of faultsMet(told.fault, this.world.random)) this.faults.plan(fault);
    else if (!('tab' in told)) storyActions.world[told.fact](this);
    else if (this.mustWait(told)) {
      const until = this.world.scheduler.now + PATIENCE;
      this.waiting = { told, until, forAnswer: this.isThere(told) };
      return false;
    } else this.act(told, this.manner === 'together');
    return true;
  }

  private mustWait(told: TabFact): boolean {
    if (!told.during || !this.tabs.get(told.tab)?.isOpen()) return false;
    return this.isThere(told) ? this.waitsForAnswer(told) : this.world.random.chance(WAITS);
  }

  private isThere({ tab, during }: TabFact): boolean {
    const visitor = this.tabs.get(tab);
    return visitor !== undefined && nameOfState(visitor.auth.actor.getSnapshot().value) === during;
  }

  private waitsForAnswer({ during = '' }: TabFact): boolean {
    return (
      /verifying|refreshing|loggingOut/.test(during) && this.world.random.chance(WAITS_FOR_ANSWER)
    );
  }

  private act({ fact, tab }: TabFact, isNow = false): void {
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
    storyActions.tab[fact](this, visitor, isNow ? (_, run) => run() : visitor.act.bind(visitor));
  }
}
