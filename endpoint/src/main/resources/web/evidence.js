// Where a counter's consumption is no plain growth of its register: a sign in the chart, a line in words.

import { shown, numberText, registerScale, valueText } from "./units.js";

const NAMES = {
  rollover: "register wrapped", dip: "register fell a little", reset: "meter reset", implausible: "jump not counted",
  swap: "meter exchanged", correction: "register corrected",
};

/** Gives each window the pairs of readings that reach into it; both in the order of time. */
export function withEvidence(rows, columns) {
  if (!columns) {
    return rows;
  }
  let first = 0;
  columns.ts.forEach((ts, i) => {
    const from = columns.from_ts[i];
    while (first < rows.length && rows[first].end <= from && rows[first].start < ts) {
      first++;
    }
    for (let at = first; at < rows.length && (rows[at].start < ts || rows[at].start === rows[at].end && rows[at].start === ts); at++) {
      (rows[at].evidence ??= []).push({
        from, ts, rule: columns.rule[i], source: columns.source[i], events: columns.events[i],
        previous: columns.previous[i], value: columns.value[i], increment: columns.increment[i],
      });
    }
  });
  return rows;
}

/** "meter reset (guessed): the register went from 2,500.5 to 12.25 kWh" */
export function evidenceTexts(row, series) {
  const scale = registerScale(series);
  return (row.evidence ?? []).map(pair => {
    const what = pair.rule === "event" ? pair.events.split(",") : [pair.rule];
    const names = what.map(each => NAMES[each] ?? each).join(", ");
    return `${names} (${pair.source}): the register went from ${numberText(shown(pair.previous, scale))} to `
      + valueText(pair.value, scale, true);
  });
}

/** A small triangle at the top of the plot above each window that evidence touches. */
export function drawSigns(paint, items, colours, ratio, top) {
  const size = 4 * ratio;
  paint.fillStyle = colours.axis;
  for (const { row, box } of items.filter(item => item.row.evidence)) {
    const middle = box.x + box.width / 2;
    paint.beginPath();
    paint.moveTo(middle - size, top);
    paint.lineTo(middle + size, top);
    paint.lineTo(middle, top + 1.5 * size);
    paint.fill();
  }
}
