import type { Point, Rectangle } from '../layout/layout.js';
import { moveByHand } from './move-by-hand.js';
import type { Covered, Place } from './room.js';
import { Room } from './room.js';

const MIN_SCALE = 0.02;
const MAX_SCALE = 2;
/** Smaller, and nobody can read it. */
const LEGIBLE = 0.56;
/** What moves again within so many ms jumps: nothing could be followed that is always under way. */
const CALM = 400;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * A window on a large picture: `canvas`, movable inside `frame` by pointer, wheel and verbs. It follows
 * what is lit until a person moves it. What is shown keeps clear of the edges that are covered.
 */
export class Viewport {
  #size: Size = { width: 0, height: 0 };
  #goals: readonly Rectangle[] = [];
  #following = true;
  #scale = 1;
  #offset: Point = { x: 0, y: 0 };
  #movedAt = -CALM;
  #isSettled = false;
  readonly #room: Room;
  readonly #resized: ResizeObserver | null;

  constructor(
    frame: HTMLElement,
    private readonly canvas: HTMLElement,
    private readonly moved: (visible: Rectangle) => void,
    readCovered: () => Covered,
  ) {
    this.#room = new Room(frame, readCovered);
    moveByHand(frame, {
      pan: (by) => {
        this.#following = false;
        this.#offset = { x: this.#offset.x + by.x, y: this.#offset.y + by.y };
        this.#apply(false);
      },
      zoom: (factor, at) => {
        this.#zoom(factor, at);
        this.#apply(false);
      },
    });
    const Observer = frame.ownerDocument.defaultView?.ResizeObserver;
    this.#resized = Observer === undefined ? null : new Observer(this.#fitAnew);
    this.#resized?.observe(frame);
  }

  get following(): boolean {
    return this.#following;
  }

  /** Whether it knows what to follow. */
  get hasTarget(): boolean {
    return this.#goals.length > 0;
  }

  /** The size of the picture; `keeps` for the same picture in another size. */
  setSize(size: Size, keeps: boolean): void {
    this.#size = size;
    this.#following = keeps ? this.#following : true;
    this.#isSettled = false;
    this.#goals = [];
    this.#room.measure();
  }

  /** What to follow: the first of these that fits legibly, else the last. */
  target(rectangles: readonly Rectangle[]): void {
    this.#goals = rectangles;
    if (this.#following) this.#follow();
  }

  readonly follow = (): void => {
    this.#isSettled = false;
    this.#follow();
  };

  readonly showAll = (): void => {
    this.#following = false;
    this.#look({ x: 0, y: 0, ...this.#size }, 0);
  };

  zoom(factor: number): void {
    const { width, height } = this.#room;
    this.#zoom(factor, { x: width / 2, y: height / 2 });
    this.#apply(true);
  }

  centre(point: Point): void {
    this.#following = false;
    this.#centre(point);
  }

  /** Brings a part into sight, moving as little as possible. */
  reveal(rectangle: Rectangle): void {
    this.#following = false;
    const isInside = this.#room.holds(this.#placeOf(rectangle));
    if (this.#scale < LEGIBLE) this.#scale = LEGIBLE;
    if (!isInside) this.#centre(middle(rectangle));
    else this.#apply(true);
  }

  stop(): void {
    this.#resized?.disconnect();
  }

  readonly #fitAnew = (): void => {
    this.#room.measure();
    this.#isSettled = false;
    if (this.#following) this.#follow();
    else this.#apply(false);
  };

  #apply(smooth: boolean): void {
    const now = performance.now();
    const { x, y } = this.#offset;
    const scale = this.#scale;
    this.canvas.classList.toggle('smooth', smooth && now - this.#movedAt > CALM);
    this.#movedAt = now;
    this.canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    const { width, height } = this.#room;
    this.moved({ x: -x / scale, y: -y / scale, width: width / scale, height: height / scale });
  }

  #look(rectangle: Rectangle, smallest: number): void {
    if (this.#room.width === 0 || this.#room.height === 0) return;
    this.#scale = clamp(this.#room.fit(rectangle), smallest, 1);
    this.#centre(middle(rectangle));
  }

  /** Where a part of the picture is in the frame. */
  #placeOf({ x, y, width, height }: Rectangle): Place {
    const [left, top] = [x * this.#scale + this.#offset.x, y * this.#scale + this.#offset.y];
    return { left, top, right: left + width * this.#scale, bottom: top + height * this.#scale };
  }

  /** Whether all of a part can be read where it is. What is in sight does not move. */
  #isInSight(rectangle: Rectangle): boolean {
    return this.#scale >= LEGIBLE && this.#room.shows(this.#placeOf(rectangle));
  }

  #centre(point: Point): void {
    const { x, y } = this.#room.middle;
    this.#offset = { x: x - point.x * this.#scale, y: y - point.y * this.#scale };
    this.#apply(true);
  }

  #zoom(factor: number, pivot: Point): void {
    this.#following = false;
    const { x, y } = this.#offset;
    const next = clamp(this.#scale * factor, MIN_SCALE, MAX_SCALE);
    this.#offset = {
      x: pivot.x - ((pivot.x - x) / this.#scale) * next,
      y: pivot.y - ((pivot.y - y) / this.#scale) * next,
    };
    this.#scale = next;
  }

  #follow(): void {
    this.#following = true;
    const goal = this.#goals.find((each) => this.#room.fit(each) >= LEGIBLE) ?? this.#goals.at(-1);
    if (goal && !(this.#isSettled && this.#isInSight(goal))) this.#look(goal, LEGIBLE);
    this.#isSettled = true;
  }
}

function middle({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
