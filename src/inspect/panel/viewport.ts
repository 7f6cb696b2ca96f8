import type { Point, Rectangle } from '../layout/layout.js';

const MIN_SCALE = 0.02;
const MAX_SCALE = 2;
/** Smaller, and nobody can read it. */
const LEGIBLE = 0.56;
const MARGIN = 44;
/** What is closer to an edge, in px, is not in sight. */
const EDGE = 12;
/** What moves again within so many ms jumps: nothing could be followed that is always under way. */
const CALM = 400;

/** A window on a large picture: it follows what is lit until a person moves it. */
export interface Viewport {
  readonly following: boolean;
  /** Whether it knows what to follow. */
  readonly hasTarget: boolean;
  /** The size of the picture; `keeps` for the same picture in another size. */
  setSize(size: { readonly width: number; readonly height: number }, keeps: boolean): void;
  /** What to follow: the first of these that fits legibly, else the last. */
  target(rectangles: readonly Rectangle[]): void;
  readonly follow: () => void;
  readonly showAll: () => void;
  zoom(factor: number): void;
  centre(point: Point): void;
  /** Brings a part into sight, moving as little as possible. */
  reveal(rectangle: Rectangle): void;
  stop(): void;
}

/** How much of each edge something else lies on, in px. */
export interface Covered {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Makes `canvas` movable inside `frame`: by pointer, wheel and verbs. What is shown keeps clear of the
 * edges that are `covered`.
 */
export function createViewport(
  frame: HTMLElement,
  canvas: HTMLElement,
  moved: (visible: Rectangle) => void,
  readCovered: () => Covered,
): Viewport {
  let size = { width: 0, height: 0 };
  let goals: readonly Rectangle[] = [];
  let following = true;
  let scale = 1;
  let offset: Point = { x: 0, y: 0 };
  let movedAt = -CALM;
  let isSettled = false;
  // Reading these makes the browser lay the page out: it is done when they change, not with each event.
  let room = { width: 0, height: 0 };
  let taken: Covered = { left: 0, top: 0, bottom: 0 };

  function measure(): void {
    room = { width: frame.clientWidth, height: frame.clientHeight };
    taken = readCovered();
  }

  function apply(smooth: boolean): void {
    const now = performance.now();
    canvas.classList.toggle('smooth', smooth && now - movedAt > CALM);
    movedAt = now;
    canvas.style.transform = `translate(${offset.x}px, ${offset.y}px) scale(${scale})`;
    const { width, height } = room;
    moved({
      x: -offset.x / scale,
      y: -offset.y / scale,
      width: width / scale,
      height: height / scale,
    });
  }

  function fit(rectangle: Rectangle): number {
    const { left, top, bottom } = taken;
    return Math.min(
      (room.width - left - MARGIN) / Math.max(rectangle.width, 1),
      (room.height - top - bottom - MARGIN) / Math.max(rectangle.height, 1),
    );
  }

  function look(rectangle: Rectangle, smallest: number): void {
    if (room.width === 0 || room.height === 0) return;
    scale = clamp(fit(rectangle), smallest, 1);
    centre(middle(rectangle));
  }

  /** Whether all of a part can be read where it is. What is in sight does not move. */
  function isInSight({ x, y, width, height }: Rectangle): boolean {
    const [left, top] = [x * scale + offset.x, y * scale + offset.y];
    return (
      scale >= LEGIBLE &&
      left >= taken.left + EDGE &&
      top >= taken.top + EDGE &&
      left + width * scale <= room.width - EDGE &&
      top + height * scale <= room.height - taken.bottom - EDGE
    );
  }

  function centre(point: Point): void {
    const { width, height } = room;
    const { left, top, bottom } = taken;
    offset = {
      x: (width + left) / 2 - point.x * scale,
      y: (height + top - bottom) / 2 - point.y * scale,
    };
    apply(true);
  }

  function zoom(factor: number, at?: Point): void {
    following = false;
    const { width, height } = room;
    const pivot = at ?? { x: width / 2, y: height / 2 };
    const next = clamp(scale * factor, MIN_SCALE, MAX_SCALE);
    offset = {
      x: pivot.x - ((pivot.x - offset.x) / scale) * next,
      y: pivot.y - ((pivot.y - offset.y) / scale) * next,
    };
    scale = next;
    apply(at === undefined);
  }

  function follow(): void {
    following = true;
    const goal = goals.find((each) => fit(each) >= LEGIBLE) ?? goals.at(-1);
    if (goal && !(isSettled && isInSight(goal))) look(goal, LEGIBLE);
    isSettled = true;
  }

  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { left, top } = frame.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey)
        zoom(Math.exp(-event.deltaY / 200), { x: event.clientX - left, y: event.clientY - top });
      else pan({ x: -event.deltaX, y: -event.deltaY });
    },
    { passive: false },
  );
  frame.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const move = (moving: PointerEvent): void => {
      pan({ x: moving.movementX, y: moving.movementY });
      frame.setPointerCapture(event.pointerId);
    };
    const end = (): void => {
      frame.removeEventListener('pointermove', move);
      frame.removeEventListener('pointerup', end);
      frame.removeEventListener('pointercancel', end);
    };
    frame.addEventListener('pointermove', move);
    frame.addEventListener('pointerup', end);
    frame.addEventListener('pointercancel', end);
  });

  function pan(by: Point): void {
    following = false;
    offset = { x: offset.x + by.x, y: offset.y + by.y };
    apply(false);
  }

  const Observer = frame.ownerDocument.defaultView?.ResizeObserver;
  const resized =
    Observer === undefined
      ? null
      : new Observer(() => {
          measure();
          isSettled = false;
          if (following) follow();
          else apply(false);
        });
  resized?.observe(frame);

  return {
    get following() {
      return following;
    },
    get hasTarget() {
      return goals.length > 0;
    },
    setSize(next, keeps) {
      size = next;
      following = keeps ? following : true;
      isSettled = false;
      goals = [];
      measure();
    },
    target(rectangles) {
      goals = rectangles;
      if (following) follow();
    },
    follow() {
      isSettled = false;
      follow();
    },
    showAll() {
      following = false;
      look({ x: 0, y: 0, ...size }, 0);
    },
    zoom,
    centre(point) {
      following = false;
      centre(point);
    },
    reveal(rectangle) {
      following = false;
      const { width, height } = room;
      const left = rectangle.x * scale + offset.x;
      const top = rectangle.y * scale + offset.y;
      const inside =
        left >= 0 &&
        top >= 0 &&
        left + rectangle.width * scale <= width &&
        top + rectangle.height * scale <= height;
      if (scale < LEGIBLE) scale = LEGIBLE;
      if (!inside) centre(middle(rectangle));
      else apply(true);
    },
    stop() {
      resized?.disconnect();
    },
  };
}

function middle({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
