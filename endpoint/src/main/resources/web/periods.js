// Which windows a chart can show: what each period is called, whether it makes sense, and which one suits the width.

import { DAY, HOUR, MINUTE } from "./zone.js";
import { isoMillis } from "./units.js";

export const PERIODS = [
  { id: "raw", name: "Raw", millis: 0, one: "reading" },
  { id: "PT1M", name: "1 min", millis: MINUTE, one: "minute" },
  { id: "PT15M", name: "15 min", millis: 15 * MINUTE, one: "quarter-hour" },
  { id: "PT1H", name: "Hour", millis: HOUR, one: "hour" },
  { id: "P1D", name: "Day", millis: DAY, one: "day" },
  { id: "P1M", name: "Month", millis: 30.44 * DAY, one: "month" },
];

/** More windows than this in view cannot be told apart, and take long to read. */
const MOST = 10_000;

export const periodOf = id => PERIODS.find(period => period.id === id);

/** Mean distance of a series' readings; null where it has not two. */
export function readingDistance(series) {
  return series.count > 1 ? (series.last.ts - series.first.ts) / (series.count - 1) : null;
}

/** Why this period cannot be shown for the range; null where it can. */
export function refusal(period, series, range) {
  const expected = isoMillis(series.expectedInterval);
  if (period.id === "PT1M" && (expected === null || expected > MINUTE)) {
    return "No 1-minute windows: this series does not declare an expectedInterval of a minute or less.";
  }
  const distance = period.id === "raw" ? readingDistance(series) ?? DAY : period.millis;
  if ((range.to - range.from) / distance > MOST) {
    return `More than ${MOST.toLocaleString()} of them in this range: zoom in or choose a longer period.`;
  }
  return null;
}

/** A counter's increments over longer than this are not in windows of the period (SEMANTICS 14). */
const LONGEST_SPAN = { PT1M: 15 * MINUTE, PT15M: 6 * HOUR, PT1H: 2 * DAY };

function holds(period, series) {
  const distance = readingDistance(series);
  return distance === null || distance <= (LONGEST_SPAN[period.id] ?? Infinity);
}

/** The finest period whose windows are wide enough on this many pixels, and hold something. */
export function automatic(series, range, width) {
  const least = series.kind === "gauge" ? 2 : 7;
  const span = range.to - range.from;
  const fitting = PERIODS.filter(period => period.id !== "raw"
    && period.millis / span * width >= least && refusal(period, series, range) === null && holds(period, series));
  return (fitting[0] ?? periodOf("P1M")).id;
}
