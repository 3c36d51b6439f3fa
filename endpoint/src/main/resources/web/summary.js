// The range in a few numbers.

import { element } from "./dom.js";
import { isAmount, valueOf } from "./windows.js";
import { periodOf } from "./periods.js";
import { numberText, scaleFor, valueText } from "./units.js";
import { spanText, fullText } from "./zone.js";

/** Pairs of a name and a text about the windows that lie within the range. */
export function summary(rows, shown) {
  const { series, period, scale, chosen, range } = shown;
  const known = rows.filter(row => valueOf(row, series.kind) !== null);
  if (known.length === 0) {
    return [];
  }
  const value = row => valueOf(row, series.kind);
  const greatest = known.reduce((best, row) => value(row) > value(best) ? row : best);
  const when = row => period === "raw" ? fullText(row.start, series.zone) : spanText(row.start, row.end, series.zone, period);
  const found = [];
  if (isAmount(series, period)) {
    const total = sum(known.map(value));
    found.push(["Total", valueText(total, scaleFor(series.canonicalUnit, total, chosen)), null]);
    const whole = known.filter(row => row.quality !== "partial");
    if (whole.length > 1) {
      found.push([`Mean ${periodOf(period).one}`, valueText(sum(whole.map(value)) / whole.length, scale), null]);
    }
    found.push(["Most", valueText(value(greatest), scale), when(greatest)]);
  } else {
    if (series.kind === "gauge" && series.canonicalUnit === "W" && period !== "raw") {
      const energy = sum(known.map(row => row.total));
      found.push(["Energy", valueText(energy, scaleFor("Wh", energy, chosen)), null]);
    }
    const lengths = known.map(row => period === "raw" ? 1 : row.measured);
    const mean = sum(known.map((row, i) => value(row) * lengths[i])) / sum(lengths);
    if (series.kind === "gauge") {
      found.push([period === "raw" ? "Mean of readings" : "Mean", valueText(mean, scale), null]);
    }
    const lows = known.map(row => row.min ?? value(row));
    const highs = known.map(row => row.max ?? value(row));
    found.push(["Least", valueText(least(lows), scale), null]);
    found.push(["Greatest", valueText(-least(highs.map(each => -each)), scale), null]);
  }
  if (period === "raw") {
    found.push(["Readings", numberText(known.length), null]);
  } else {
    found.push(knownShare(known, range));
  }
  return found;
}

/** Of the time from the first window to the last, how much is measured or interpolated. */
function knownShare(rows, range) {
  const span = Math.min(rows.at(-1).end, Math.max(range.to, rows.at(-1).start + 1)) - rows[0].start;
  const measured = sum(rows.map(row => row.measured)) / span;
  const interpolated = sum(rows.map(row => row.interpolated)) / span;
  const percent = share => `${numberText(Math.min(100, Math.floor(1000 * share + 1e-6) / 10), 1)} %`;
  return ["Measured", percent(measured), interpolated > 0 ? `and ${percent(interpolated)} interpolated` : null];
}

const sum = numbers => numbers.reduce((all, each) => all + each, 0);
const least = numbers => numbers.reduce((best, each) => Math.min(best, each), Infinity);

export function renderSummary(parent, rows, shown) {
  parent.replaceChildren(...summary(rows, shown).map(([name, text, more]) =>
    element("div", { class: "figure" },
      element("dt", { text: name }), element("dd", { text }), element("dd", { class: "more", text: more ?? "\u00a0" }))));
}
