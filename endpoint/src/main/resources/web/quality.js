// How a window is known, in words: from its milliseconds, its neighbours in time and the series' definition.

import { durationText, isoMillis } from "./units.js";
import { timeText, dateText, startOfDay } from "./zone.js";

export const QUALITIES = [
  { id: "measured", name: "measured" },
  { id: "interpolated", name: "interpolated" },
  { id: "partial", name: "partial" },
];

const NAMES = {
  PT1M: "minute", PT15M: "quarter-hour", PT1H: "hour", P1D: "day", P1M: "month",
};

/** Share of the window that is known, 0 to 1. */
export function coverage(row) {
  return row.end === row.start ? 1 : Math.min(1, (row.measured + row.interpolated) / (row.end - row.start));
}

/** "interpolated: 12 h 30 min of this day are spread between two readings more than maxGap (35 d) apart" */
export function reasons(row, series, period) {
  const window = `this ${NAMES[period]}`;
  const length = row.end - row.start;
  const uncovered = length - row.measured - row.interpolated;
  const found = [];
  if (uncovered > 0) {
    found.push(`partial: ${all(uncovered, length)} of ${window} ${is(uncovered, length)} not covered by any reading`
      + why(row, series));
  }
  if (row.interpolated > 0) {
    found.push(`interpolated: ${all(row.interpolated, length)} of ${window} ${is(row.interpolated, length)} spread between `
      + `two readings more than maxGap (${gapText(series)}) apart`);
  }
  if (found.length === 0) {
    found.push(`measured: readings cover all of ${window}`);
  }
  return found;
}

const all = (part, length) => part === length ? "all" : durationText(part);
const is = (part, length) => part === length ? "is" : "are";

export function gapText(series) {
  const millis = isoMillis(series.maxGap);
  return millis === null ? series.maxGap : durationText(millis);
}

/** Why some of a window is uncovered. */
function why(row, series) {
  if (series.last && series.last.ts < row.end && series.last.ts >= row.start - 1) {
    return `: the last one is of ${clock(series.last.ts, series.zone)}`;
  }
  if (series.first && series.first.ts > row.start && series.first.ts < row.end) {
    return `: the first one is of ${clock(series.first.ts, series.zone)}`;
  }
  if (series.kind === "gauge") {
    return `: neighbours are more than maxGap (${gapText(series)}) apart`;
  }
  return series.kind === "delta" ? ": no amount was sent for it" : ": an increment was implausible, or a meter event says so";
}

function clock(ms, zone) {
  return startOfDay(ms, zone) === ms ? `${dateText(ms, zone)}, 00:00` : `${dateText(ms, zone)}, ${timeText(ms, zone)}`;
}
