// Pan and zoom by wheel, mouse, touch and keyboard: each turns the range in view into another one.

import { MINUTE } from "./zone.js";

const EARLIEST = 0;
const LATEST = 4_102_444_800_000;
const WHEEL_ZOOM = 1.2;
/** A finger that stays within this many pixels has tapped. */
const SLOP = 8;

const between = (low, value, high) => Math.min(high, Math.max(low, value));

/** The range around an instant that is this many times as long. */
export function zoomed(range, at, factor) {
  const span = between(MINUTE, (range.to - range.from) * factor, LATEST - EARLIEST);
  const share = (at - range.from) / (range.to - range.from);
  return moved({ from: at - share * span, to: at + (1 - share) * span }, 0);
}

/** The range a share of its length later, within what times there are. */
export function moved(range, share) {
  const span = range.to - range.from;
  const from = between(EARLIEST, range.from + share * span, LATEST - span);
  return { from: Math.round(from), to: Math.round(from + span) };
}

/**
 * @param range says what is in view
 * @param act {go(range), point(left or null)}: shows another range, and what is known at a place
 */
export function attachPointer(over, range, { go, point }) {
  const at = event => {
    const box = over.getBoundingClientRect();
    const { from, to } = range();
    return from + (event.clientX - box.left) / box.width * (to - from);
  };

  over.addEventListener("wheel", event => {
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey) {
      go(moved(range(), (event.deltaX || event.deltaY) / over.clientWidth));
    } else {
      go(zoomed(range(), at(event), event.deltaY > 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM));
    }
  }, { passive: false });

  const fingers = new Map();
  let held = null;
  let tap = null;

  over.addEventListener("pointerdown", event => {
    const touch = event.pointerType === "touch";
    if (touch || event.shiftKey || event.button === 1) {
      event.preventDefault();
      over.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event.clientX);
      held = range();
      tap = touch && fingers.size === 1 ? { x: event.clientX, y: event.clientY } : null;
    }
  });
  over.addEventListener("pointermove", event => {
    if (!fingers.has(event.pointerId)) {
      return;
    }
    if (tap !== null && Math.hypot(event.clientX - tap.x, event.clientY - tap.y) <= SLOP) {
      return;
    }
    tap = null;
    point(null);
    const before = [...fingers.values()];
    fingers.set(event.pointerId, event.clientX);
    const after = [...fingers.values()];
    if (after.length === 1) {
      held = moved(held, (before[0] - after[0]) / over.clientWidth);
    } else {
      const spread = xs => Math.max(20, Math.abs(xs[0] - xs[1]));
      const box = over.getBoundingClientRect();
      const centre = held.from + ((after[0] + after[1]) / 2 - box.left) / box.width * (held.to - held.from);
      held = zoomed(held, centre, spread(before) / spread(after));
    }
    go(held);
  });
  over.addEventListener("pointerup", event => {
    fingers.delete(event.pointerId);
    if (tap !== null) {
      point(event.clientX - over.getBoundingClientRect().left);
      tap = null;
    }
  });
  over.addEventListener("pointercancel", event => {
    fingers.delete(event.pointerId);
    tap = null;
  });
  // A mouse leaves the chart; a finger touches elsewhere.
  document.addEventListener("pointerdown", event => {
    if (event.pointerType === "touch" && event.target !== over) {
      point(null);
    }
  });
}

/** What the keys do; the help says the same. */
export const KEYS = [
  ["← →", "earlier, later"],
  ["+ −", "zoom in, out"],
  ["Home End", "the first, the latest data"],
  ["Shift + ← →", "the values, one after the other"],
  ["0", "back to the whole range"],
  ["Backspace", "back to the view before"],
  ["t", "chart or table"],
  ["?", "this help"],
];

/** @param act {go(range), reset(), back(), edge(first), walk(by), table(), help()} */
export function attachKeys(element, range, act) {
  element.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { from, to } = range();
    const doing = {
      ArrowLeft: () => event.shiftKey ? act.walk(-1) : act.go(moved(range(), -0.25)),
      ArrowRight: () => event.shiftKey ? act.walk(1) : act.go(moved(range(), 0.25)),
      "+": () => act.go(zoomed(range(), (from + to) / 2, 0.5)),
      "=": () => act.go(zoomed(range(), (from + to) / 2, 0.5)),
      "-": () => act.go(zoomed(range(), (from + to) / 2, 2)),
      Home: () => act.edge(true),
      End: () => act.edge(false),
      0: () => act.reset(),
      Backspace: () => act.back(),
      t: () => act.table(),
      "?": () => act.help(),
    }[event.key];
    if (doing) {
      event.preventDefault();
      doing();
    }
  });
}
