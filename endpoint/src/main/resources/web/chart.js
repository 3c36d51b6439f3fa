// The chart: uPlot for axes, scales and the mouse; bars and lines of our own, since a window has a start, an end and a
// quality.

import uPlot from "./uPlot.esm.js";
import { labels, stepFor, ticks } from "./axis.js";
import { drawBars, palette } from "./bars.js";
import { drawSigns } from "./evidence.js";
import { drawLines } from "./lines.js";
import { coverage } from "./quality.js";
import { isAmount, valueOf } from "./windows.js";
import { isoMillis, numberText, shown } from "./units.js";

const FONT = "12px system-ui, sans-serif";
const HEADROOM = 0.08;
const LABEL_ROOM = 18;

export class Chart {
  /** @param on takes what the reader does: zoom(range), back(), hover(row or null, place) */
  constructor(element, on) {
    this.element = element;
    this.on = on;
    this.shown = null;
    this.items = [];
    this.plot = new uPlot(this.options(), [[0, 1], [null, null]], element);
    new ResizeObserver(() => this.resize()).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  }

  get over() {
    return this.plot.over;
  }

  options() {
    const colour = name => () => getComputedStyle(this.element).getPropertyValue(name).trim();
    const axis = { stroke: colour("--muted"), font: FONT, ticks: { show: false } };
    const grid = { stroke: colour("--grid"), width: 1 };
    return {
      width: 600, height: 300, ms: 1, legend: { show: false }, padding: [26, 12, 0, 0],
      scales: {
        x: { time: false, range: () => this.shown ? [this.shown.range.from, this.shown.range.to] : [0, 1] },
        y: { range: () => this.valueRange() },
      },
      series: [{}, { paths: () => null, points: { show: false } }],
      axes: [
        { ...axis, grid: { show: false }, size: 46, align: 1,
          splits: (u, index, min, max) => this.shown ? this.timeTicks(min, max) : [],
          values: (u, splits) => this.shown ? labels(splits, this.shown.series.zone, this.step) : [] },
        { ...axis, grid, size: (u, values) => 16 + 7.2 * Math.max(3, ...(values ?? []).map(text => text.length)),
          values: (u, splits, index, space, increment) => valueLabels(splits, increment) },
      ],
      cursor: {
        y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 4 },
        bind: {
          mousedown: (u, target, handler) => event => event.shiftKey ? null : handler(event),
          dblclick: () => () => this.on.back(),
        },
      },
      hooks: {
        draw: [() => this.draw()],
        setCursor: [u => this.hover(u.cursor.left)],
        setSelect: [u => this.select(u)],
      },
    };
  }

  timeTicks(min, max) {
    const width = this.plot.over.clientWidth || 600;
    this.step = stepFor(min, max, width);
    // A label begins at its tick: the last ones would have no room.
    return ticks(min, max - (max - min) * LABEL_ROOM / width, this.shown.series.zone, this.step);
  }

  /**
   * @param shown {windows, series, period, range, scale}: what to draw; a level of a power has its scale, an amount
   *     the one of energy
   */
  show(shown) {
    this.shown = shown;
    this.redraw();
  }

  redraw() {
    // Sets the scales anew, which draws.
    this.plot.setData([[0, 1], [null, null]]);
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width > 0 && height > 0) {
      this.plot.setSize({ width, height });
    }
  }

  /** The value that is drawn, in the unit of the axis; null where none is known. */
  value(row) {
    const value = valueOf(row, this.shown.series.kind);
    return value === null ? null : shown(value, this.shown.scale);
  }

  number(value) {
    return shown(value, this.shown.scale);
  }

  valueRange() {
    if (!this.shown) {
      return [0, 1];
    }
    const { windows, range, series, period } = this.shown;
    let [low, high] = isAmount(series, period) ? [0, 0] : [Infinity, -Infinity];
    for (const row of windows.within(range)) {
      const values = [this.value(row), ...[row.min, row.max].map(each =>
        isAmount(series, period) || each === null || each === undefined ? null : this.number(each))];
      for (const value of values.filter(each => each !== null)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (!(low <= high) || (low === 0 && high === 0)) {
      return [0, 1];
    }
    const room = HEADROOM * (high - low || Math.abs(high) || 1);
    return [low === 0 ? 0 : low - room, high === 0 ? 0 : high + room];
  }

  draw() {
    if (!this.shown) {
      return;
    }
    const { windows, range, series, period } = this.shown;
    const { ctx: paint, bbox } = this.plot;
    const rows = windows.within(range);
    const colours = palette(this.element);
    const value = row => this.value(row);
    paint.save();
    paint.beginPath();
    paint.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    paint.clip();
    this.items = isAmount(series, period) ? drawBars(this.plot, rows, value, colours, coverage)
      : drawLines(this.plot, rows, value, colours, {
        maxGap: isoMillis(series.maxGap) ?? Infinity, step: series.kind === "gauge" && series.hold === "step",
        number: each => this.number(each),
      });
    drawSigns(paint, this.items, colours, devicePixelRatio, bbox.top);
    paint.restore();
  }

  select(u) {
    const { left, width } = u.select;
    if (width > 4) {
      const range = { from: u.posToVal(left, "x"), to: u.posToVal(left + width, "x") };
      u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      this.on.zoom(range);
    }
  }

  /** Puts the cursor at a place, or takes it away: for those who have no mouse. */
  point(left) {
    this.plot.setCursor(left === null ? { left: -10, top: -10 } : { left, top: 0 });
  }

  hover(left) {
    if (!this.shown || left === undefined || left < 0) {
      this.on.hover(null, null);
      return;
    }
    const ms = this.plot.posToVal(left, "x");
    const perPixel = (this.shown.range.to - this.shown.range.from) / this.over.clientWidth;
    this.on.hover(this.shown.windows.at(ms, 12 * perPixel), { left, ms });
  }

  /** The place of a row within the plot's area, in CSS pixels. */
  place(row) {
    const left = this.plot.valToPos(row.start, "x");
    return { left, width: Math.max(2, this.plot.valToPos(row.end, "x") - left) };
  }

  /** What is drawn, each with its box on the page in CSS pixels. */
  drawn() {
    const canvas = this.plot.ctx.canvas.getBoundingClientRect();
    const ratio = devicePixelRatio;
    return this.items.map(({ row, value, box }) => ({
      start: row.start, end: row.end, value, quality: row.quality, evidence: (row.evidence ?? []).map(pair => pair.rule), count: row.count ?? 1,
      left: canvas.left + box.x / ratio, top: canvas.top + box.y / ratio,
      width: box.width / ratio, height: box.height / ratio,
      canvas: box,
    }));
  }
}

function valueLabels(splits, increment) {
  const digits = Math.max(0, Math.min(6, -Math.floor(Math.log10(increment || 1) + 1e-9)));
  return splits.map(split => numberText(split, digits));
}
