// The same windows as text: for those who do not see the chart, and to copy from.

import { element } from "./dom.js";
import { facts, titleOf } from "./tooltip.js";
import { reasons } from "./quality.js";
import { numberText } from "./units.js";

const MOST = 1000;

export function renderTable(parent, rows, shown) {
  const listed = rows.slice(-MOST);
  const raw = shown.period === "raw";
  const heads = raw ? ["Time", "Value"] : ["Time", "Value", "Known", "More"];
  parent.replaceChildren(
    element("p", { class: "note", text: rows.length > MOST
      ? `The latest ${numberText(MOST)} of ${numberText(rows.length)} rows.` : `${numberText(rows.length)} rows.` }),
    element("table", {},
      element("thead", {}, element("tr", {}, ...heads.map(text => element("th", { scope: "col", text })))),
      element("tbody", {}, ...listed.map(row => line(row, shown, raw)))));
}

function line(row, shown, raw) {
  const [[, value], ...more] = facts(row, shown);
  const cells = [element("th", { scope: "row", text: titleOf(row, shown) }), element("td", { class: "number", text: value })];
  if (!raw) {
    cells.push(
      element("td", { text: reasons(row, shown.series, shown.period).join("; ") }),
      element("td", { text: more.map(([name, text]) => `${name} ${text}`).join(", ") }));
  }
  return element("tr", { "data-quality": row.quality }, ...cells);
}
