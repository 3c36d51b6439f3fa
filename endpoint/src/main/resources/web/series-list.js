// All series: the last value of each, how old it is, and how well its last day is known.

import { element } from "./dom.js";
import { format } from "./location.js";
import { agoText, isoMillis, registerScale, scaleFor, valueText } from "./units.js";
import { fullText } from "./zone.js";

/** SEMANTICS 27: silent for three expected intervals, at least five minutes. */
const LEAST_SILENCE = 5 * 60_000;

/** "fresh", "stale", or "unknown" where the series does not say how often it is read. */
export function freshness(series, now) {
  const expected = isoMillis(series.expectedInterval);
  if (series.last === null) {
    return "empty";
  }
  if (expected === null) {
    return "unknown";
  }
  return now - series.last.ts > Math.max(3 * expected, LEAST_SILENCE) ? "stale" : "fresh";
}

const FRESHNESS = {
  fresh: "fresh: as recent as this series should be",
  stale: "stale: silent for more than three of its expected intervals",
  unknown: "this series declares no expectedInterval, so nothing says how recent it should be",
  empty: "no reading yet",
};

/** Whether the quality of the latest day is worth a mark: the running one of a fresh series is always partial. */
const tells = (series, fresh) => series.quality && !(series.quality === "partial" && fresh === "fresh");

export const nameOf = series => series.name || series.series;

function lastText(series) {
  if (series.last === null) {
    return "no reading";
  }
  const scale = series.kind === "counter" ? registerScale(series) : scaleFor(series.canonicalUnit, series.last.value);
  return valueText(series.last.value, scale);
}

export class SeriesList {
  /** @param choose takes a series' name */
  constructor(list, filter, count, choose) {
    Object.assign(this, { list, filter, count, choose, all: [], chosen: null, items: new Map() });
    filter.addEventListener("input", () => this.narrow());
  }

  show(all, chosen) {
    this.all = all;
    this.chosen = chosen;
    const now = Date.now();
    const items = new Map();
    for (const series of all) {
      const known = this.items.get(series.series);
      const fingerprint = JSON.stringify([series, freshness(series, now), series.last && agoText(series.last.ts, now),
        series.series === chosen]);
      items.set(series.series, known?.fingerprint === fingerprint ? known
        : { fingerprint, node: this.item(series, now), text: `${series.series} ${series.name ?? ""} ${series.quantity ?? ""}`.toLowerCase() });
    }
    const nodes = [...items.values()].map(item => item.node);
    if (nodes.length !== this.list.children.length || nodes.some((node, i) => node !== this.list.children[i])) {
      const focused = document.activeElement?.closest?.("#list li")?.dataset.series;
      this.list.replaceChildren(...nodes);
      if (focused !== undefined) {
        items.get(focused)?.node.firstChild.focus({ preventScroll: true });
      }
    }
    this.items = items;
    this.narrow();
  }

  narrow() {
    const wanted = this.filter.value.trim().toLowerCase();
    let visible = 0;
    for (const { node, text } of this.items.values()) {
      node.hidden = !text.includes(wanted);
      visible += node.hidden ? 0 : 1;
    }
    this.count.textContent = visible === this.items.size ? `${visible} series` : `${visible} of ${this.items.size} series`;
  }

  item(series, now) {
    const fresh = freshness(series, now);
    const href = `./${format({ series: series.series, period: "auto", range: { preset: "month" }, unit: "auto", view: "chart" })}`;
    const link = element("a", {
      href, "aria-current": series.series === this.chosen ? "page" : null,
      onclick: event => {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          this.choose(series.series);
        }
      },
    },
    element("span", { class: "dot", "data-fresh": fresh, role: "img", "aria-label": FRESHNESS[fresh], title: FRESHNESS[fresh] }),
    element("span", { class: "name", text: nameOf(series) }),
    element("span", { class: "last", text: lastText(series) }),
    element("span", { class: "about" },
      tells(series, fresh) ? element("i", { class: "swatch", "data-quality": series.quality, role: "img",
        "aria-label": `its latest day is ${series.quality}`, title: `its latest day is ${series.quality}` }) : null,
      series.name ? series.series : [series.quantity, series.kind].filter(Boolean).join(" · ")),
    element("time", series.last ? {
      class: "ago", datetime: new Date(series.last.ts).toISOString(), title: fullText(series.last.ts, series.zone),
      text: agoText(series.last.ts, now),
    } : { class: "ago" }));
    return element("li", { "data-series": series.series, "data-quantity": series.quantity ?? series.canonicalUnit }, link);
  }
}
