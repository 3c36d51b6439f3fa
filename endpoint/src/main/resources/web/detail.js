// One series: its heading, its chart or table, and what is pointed at.

import { Chart } from "./chart.js";
import { Controls } from "./controls.js";
import { byId } from "./dom.js";
import { attachKeys, attachPointer } from "./gestures.js";
import { renderSummary } from "./summary.js";
import { renderTable } from "./table.js";
import { Tooltip, spoken } from "./tooltip.js";
import { scaleFor } from "./units.js";
import { valueOf } from "./windows.js";

export class Detail {
  /**
   * @param range says what is in view
   * @param act what the reader may do: {go(change, how), zoom(range), back(), stepBy(units), edge(first), reset(), table()}
   */
  constructor(range, act) {
    const help = () => byId("help-dialog").showModal();
    const pan = to => act.go({ range: to }, "soon");
    this.shown = null;
    this.walked = null;
    this.tooltip = new Tooltip(byId("stage"));
    this.chart = new Chart(byId("plot"), {
      zoom: act.zoom, back: act.back, hover: (row, place) => this.hover(row, place),
    });
    this.controls = new Controls({ ...act, help });
    attachPointer(this.chart.over, range, { go: pan, point: left => this.chart.point(left) });
    attachKeys(byId("stage"), range, { ...act, go: pan, walk: by => this.walk(by), help });
    byId("plot").addEventListener("blur", () => this.tooltip.hide());
  }

  /** As many pixels as the chart may have. */
  get width() {
    return byId("plot").clientWidth || 800;
  }

  hide() {
    this.shown = null;
    byId("detail").hidden = true;
  }

  show(series, period, range, windows, state) {
    const rows = windows.within(range);
    const magnitude = rows.reduce((most, row) => Math.max(most, Math.abs(valueOf(row, series.kind) ?? 0)), 0);
    this.shown = { windows, series, period, range, chosen: state.unit,
      scale: scaleFor(series.canonicalUnit, magnitude, state.unit) };
    byId("detail").hidden = false;
    this.chart.resize();
    this.chart.show(this.shown);
    this.controls.show(state, this.shown, rows.length);
    renderSummary(byId("summary"), rows, this.shown);
    this.showView(state.view);
    if (state.view === "table") {
      this.tooltip.hide();
      renderTable(byId("table"), rows, this.shown);
    }
  }

  /** One of the two; whoever was in the one is in the other. */
  showView(view) {
    const [chosen, other] = view === "table" ? [byId("table"), byId("plot")] : [byId("plot"), byId("table")];
    const focused = other.contains(document.activeElement);
    chosen.hidden = false;
    other.hidden = true;
    if (focused) {
      chosen.focus();
    }
  }

  hover(row, place) {
    if (row === null || this.shown === null) {
      this.tooltip.hide();
      return;
    }
    const box = this.chart.over.getBoundingClientRect();
    const stage = byId("stage").getBoundingClientRect();
    const at = row.start === row.end ? { left: place.left, width: 2 } : this.chart.place(row);
    this.tooltip.show(row, this.shown, { ...at, plotLeft: box.left - stage.left, plotWidth: box.width });
    this.walked = row;
  }

  /** The next value, by keyboard. */
  walk(by) {
    const { windows, range, series } = this.shown;
    const rows = windows.within(range).filter(row => valueOf(row, series.kind) !== null);
    if (rows.length === 0) {
      return;
    }
    const at = rows.findIndex(row => row.start === this.walked?.start);
    const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
    this.hover(row, this.chart.place(row));
    byId("spoken").textContent = spoken(row, this.shown);
  }
}
