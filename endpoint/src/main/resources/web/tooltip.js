// What is known of one window, beside it.

import { element } from "./dom.js";
import { evidenceTexts } from "./evidence.js";
import { coverage, reasons } from "./quality.js";
import { isAmount, valueOf } from "./windows.js";
import { numberText, registerScale, scaleFor, shown, valueText } from "./units.js";
import { fullText, spanText } from "./zone.js";

/** The facts of a row, as pairs of a name and a text; the first is the value. */
export function facts(row, { series, period, scale, chosen }) {
  const value = valueOf(row, series.kind);
  if (period === "raw") {
    return [["", valueText(value, scale, true)]];
  }
  const own = { ...scale };
  const register = series.kind === "counter" ? registerScale(series) : own;
  const found = [["", valueText(value, scale)]];
  if (series.kind === "gauge" && series.canonicalUnit === "W") {
    found.push(["energy", valueText(row.total, scaleFor("Wh", row.total ?? 0, chosen))]);
  }
  if (row.count > 0) {
    if (series.kind === "counter") {
      found.push(["register", row.count > 1 ? `${numberText(shown(row.first, register))} → ${valueText(row.last, register, true)}`
        : valueText(row.last, register, true)]);
    } else {
      found.push(["min – max", `${valueText(row.min, own)} – ${valueText(row.max, own)}`]);
    }
    if (series.kind === "gauge" && row.count > 1) {
      found.push(["first, last", `${valueText(row.first, own)}, ${valueText(row.last, own)}`]);
    }
  }
  found.push(["readings", numberText(row.count, 0)]);
  if (row.quality === "partial") {
    found.push(["covered", `${numberText(100 * coverage(row), 1)} %`]);
  }
  return found;
}

export function titleOf(row, { series, period }) {
  return period === "raw" ? fullText(row.start, series.zone) : spanText(row.start, row.end, series.zone, period);
}

/** Everything in one sentence, for those who hear it. */
export function spoken(row, view) {
  const [[, value], ...more] = facts(row, view);
  const rest = more.map(([name, text]) => `${name} ${text}`);
  return [titleOf(row, view), value, ...rest, ...(view.period === "raw" ? [] : reasons(row, view.series, view.period)),
    ...evidenceTexts(row, view.series)]
    .join("; ");
}

export class Tooltip {
  constructor(parent) {
    this.box = element("div", { class: "tooltip", role: "tooltip", hidden: true });
    this.mark = element("div", { class: "mark", hidden: true });
    parent.append(this.mark, this.box);
  }

  hide() {
    this.box.hidden = true;
    this.mark.hidden = true;
  }

  /** @param place where the row is within the parent: {left, width, plotWidth, plotLeft} */
  show(row, view, place) {
    const [[, value], ...more] = facts(row, view);
    const list = element("dl", {}, ...more.flatMap(([name, text]) =>
      [element("dt", { text: name }), element("dd", { text })]));
    const why = view.period === "raw" ? [] : reasons(row, view.series, view.period).map(text =>
      element("p", { class: "why", "data-quality": text.split(":")[0], text }));
    why.push(...evidenceTexts(row, view.series).map(text =>
      element("p", { class: "why", "data-evidence": text.split(" (")[0], text })));
    this.box.replaceChildren(
      element("p", { class: "when", text: titleOf(row, view) }),
      element("p", { class: "value", text: value + (isAmount(view.series, view.period) ? "" : meanWord(view)) }),
      ...(more.length ? [list] : []), ...why);
    this.box.hidden = false;
    this.mark.hidden = false;
    this.mark.style.left = `${place.plotLeft + Math.max(0, place.left)}px`;
    this.mark.style.width = `${Math.max(2, Math.min(place.width, place.plotWidth - Math.max(0, place.left)))}px`;
    const width = this.box.offsetWidth;
    const after = place.plotLeft + place.left + place.width + 10;
    const before = place.plotLeft + place.left - width - 10;
    const room = place.plotLeft + place.plotWidth;
    const left = after + width <= room ? after : before >= 0 ? before : Math.max(0, (room - width) / 2);
    this.box.style.left = `${left}px`;
  }
}

const meanWord = ({ period }) => period === "raw" ? "" : " on average";
