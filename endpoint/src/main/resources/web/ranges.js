// The ranges that have names, in a series' calendar: "month" is the calendar month that holds the latest data.

import { DAY, startOfDay, startOfMonth, startOfYear, wall } from "./zone.js";

export const PRESETS = [
  { id: "day", name: "Day" },
  { id: "week", name: "Week" },
  { id: "month", name: "Month" },
  { id: "year", name: "Year" },
  { id: "all", name: "All" },
];

function startOfWeek(ms, zone, weeks = 0) {
  const { year, month, day } = wall(ms, zone);
  const weekday = (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return startOfDay(ms, zone, weeks * 7 - weekday);
}

const STARTS = { day: startOfDay, week: startOfWeek, month: startOfMonth, year: startOfYear };

/** The calendar unit that holds the instant, or one that many units later or earlier. */
export function unitRange(preset, ms, zone, by = 0) {
  return { from: STARTS[preset](ms, zone, by), to: STARTS[preset](ms, zone, by + 1) };
}

/** The instants of a range; a series that ended long ago shows its end. */
export function resolve(range, series, now) {
  if (!range.preset) {
    return { from: range.from, to: range.to };
  }
  const latest = series.last ? series.last.ts : now;
  if (range.preset === "all") {
    const first = series.first ? series.first.ts : now - DAY;
    return { from: startOfDay(first, series.zone), to: startOfDay(latest, series.zone, 1) };
  }
  return unitRange(range.preset, Math.min(latest, now), series.zone);
}

/** The neighbour of a range: the calendar unit before or after, or as much again. */
export function step(range, resolved, zone, by) {
  const preset = range.preset ?? Object.keys(STARTS).find(each => {
    const unit = unitRange(each, resolved.from, zone);
    return unit.from === resolved.from && unit.to === resolved.to;
  });
  if (preset && preset !== "all") {
    return unitRange(preset, resolved.from, zone, by);
  }
  const span = resolved.to - resolved.from;
  return { from: resolved.from + by * span, to: resolved.to + by * span };
}
