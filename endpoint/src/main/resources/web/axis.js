// Ticks of the time axis: round times of the site's clock, also where it jumps.

import { HOUR, MINUTE, instant, offset, startOfDay, text, wall } from "./zone.js";

/** Pixels that a tick needs for its label. */
const room = step => step.days && step.days < 7 ? 26 : step.days || step.months ? 50 : 58;

const STEPS = [
  ...[1, 2, 5, 10, 15, 30, 60].map(minutes => ({ minutes, millis: minutes * MINUTE })),
  ...[3, 6, 12].map(hours => ({ hours, millis: hours * HOUR })),
  ...[1, 2, 7].map(days => ({ days, millis: days * 24 * HOUR })),
  ...[1, 3, 6].map(months => ({ months, millis: months * 30 * 24 * HOUR })),
  ...[1, 2, 5, 10].map(years => ({ months: 12 * years, millis: years * 365 * 24 * HOUR })),
];

export function stepFor(from, to, width) {
  return STEPS.find(step => (to - from) / step.millis * room(step) <= width) ?? STEPS.at(-1);
}

/** The instants of the ticks within [from, to]. */
export function ticks(from, to, zone, step) {
  const found = [];
  const next = step.minutes ? clockSteps(step.millis, zone) : step.hours ? hourSteps(step.hours, zone)
    : step.days ? daySteps(step.days, zone) : monthSteps(step.months, zone);
  for (let tick = next(from - 1); tick <= to && found.length < 500; tick = next(tick)) {
    found.push(tick);
  }
  return found;
}

/** Every so many minutes of the clock, in the second of two equal hours, too. */
const clockSteps = (millis, zone) => after => {
  const shift = offset(after + 1, zone);
  const tick = Math.ceil((after + 1 + shift) / millis) * millis - shift;
  const shiftThere = offset(tick, zone);
  return shiftThere === shift ? tick : Math.max(after + 1, Math.ceil((tick + shiftThere) / millis) * millis - shiftThere);
};

const hourSteps = (hours, zone) => after => {
  const { year, month, day, hour } = wall(after, zone);
  for (let each = Math.floor(hour / hours) * hours; ; each += hours) {
    const tick = instant(zone, year, month, day, each);
    if (tick > after) {
      return tick;
    }
  }
};

/** Days of the month, from the first on; weeks from Monday on. */
const daySteps = (days, zone) => after => {
  for (let ahead = 0; ; ahead++) {
    const tick = startOfDay(after, zone, ahead);
    const { year, month, day } = wall(tick, zone);
    const fits = days === 7 ? new Date(Date.UTC(year, month - 1, day)).getUTCDay() === 1
      : (day - 1) % days === 0 && !(days > 1 && day === 31);
    if (tick > after && fits) {
      return tick;
    }
  }
};

const monthSteps = (months, zone) => after => {
  const { year, month } = wall(after, zone);
  const index = year * 12 + month - 1;
  for (let each = Math.floor(index / months) * months; ; each += months) {
    const tick = instant(zone, Math.floor(each / 12), each % 12 + 1);
    if (tick > after) {
      return tick;
    }
  }
};

/** A label a tick: the time, and below it the date where it begins (and at the first tick). */
export function labels(instants, zone, step) {
  let shownBelow = null;
  return instants.map(ms => {
    const [above, below] = step.months
      ? step.months >= 12 ? [text(ms, zone, { year: "numeric" }), ""]
        : [text(ms, zone, { month: "short" }), text(ms, zone, { year: "numeric" })]
      : step.days ? [text(ms, zone, { day: "numeric" }), text(ms, zone, { month: "short", year: "numeric" })]
        : [text(ms, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
          text(ms, zone, { weekday: "short", day: "numeric", month: "short" })];
    const label = below && below !== shownBelow ? `${above}\n${below}` : above;
    shownBelow = below;
    return label;
  });
}
