// The toolbar, the heading and the legend: shows the state, and turns clicks into another one.

import { byId, choice, element, options } from "./dom.js";
import { KEYS } from "./gestures.js";
import { PERIODS, periodOf, refusal } from "./periods.js";
import { gapText } from "./quality.js";
import { PRESETS, unitRange } from "./ranges.js";
import { nameOf } from "./series-list.js";
import { unitsOf } from "./units.js";
import { clockName, isoDate, parseDate } from "./zone.js";
import { isAmount } from "./windows.js";

const LIVE = {
  live: ["live", "changes appear by themselves"],
  connecting: ["connecting", "asking for changes"],
  waiting: ["reconnecting", "the connection broke or the store is away; trying again"],
  off: ["", ""],
};

export class Controls {
  /** @param act {go(change), stepBy(units), help()} */
  constructor(act) {
    this.act = act;
    byId("earlier").addEventListener("click", () => act.stepBy(-1));
    byId("later").addEventListener("click", () => act.stepBy(1));
    byId("unit").addEventListener("change", event => act.go({ unit: event.target.value }));
    byId("view").addEventListener("click", () => act.go({ view: byId("view").ariaPressed === "true" ? "chart" : "table" }));
    byId("share").addEventListener("click", () => this.share());
    byId("help").addEventListener("click", () => act.help());
    byId("back").addEventListener("click", event => {
      event.preventDefault();
      act.go({ series: null });
    });
    for (const id of ["from", "to"]) {
      byId(id).addEventListener("change", () => this.dates());
    }
    byId("keys").replaceChildren(...[...KEYS, ["Drag", "zoom to what is selected"], ["Wheel", "zoom"],
      ["Shift + drag", "pan"], ["Double click", "back to the view before"],
      ["Finger", "tap for the values, drag to pan, pinch to zoom"]]
      .flatMap(([keys, does]) => [element("dt", { text: keys }), element("dd", { text: does })]));
    this.live = state => {
      const [text, title] = LIVE[state];
      const live = byId("live");
      live.dataset.live = state;
      live.textContent = text;
      live.title = title;
    };
  }

  dates() {
    const from = parseDate(byId("from").value, this.zone);
    const to = parseDate(byId("to").value, this.zone, 1);
    if (from !== null && to !== null && from < to) {
      this.act.go({ range: { from, to } });
    }
  }

  async share() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.said("Copied");
    } catch {
      // Without the permission, the address bar has the same link.
      this.said("It is in the address bar");
    }
  }

  said(text) {
    const button = byId("share");
    button.textContent = text;
    setTimeout(() => {
      button.textContent = "Copy link";
    }, 2000);
  }

  show(state, shown, count) {
    const { series, range, period } = shown;
    this.zone = series.zone;
    byId("title").textContent = nameOf(series);
    byId("about").textContent = [series.quantity, series.kind, series.series, series.recomputing
      ? "its changed definition is being applied" : null].filter(Boolean).join(" · ");
    byId("detail").dataset.quantity = series.quantity ?? series.canonicalUnit;
    choice(byId("ranges"), PRESETS, pressedPreset(state, range, series), preset => this.act.go({ range: { preset } }));
    choice(byId("periods"), [{ id: "auto", name: "Auto", title: "The finest that can be told apart at this width" },
      ...PERIODS.map(each => ({ ...each, refusal: refusal(each, series, range) }))], state.period,
    id => this.act.go({ period: id }));
    byId("periods").dataset.shown = period;
    for (const button of byId("periods").children) {
      button.classList.toggle("effective", button.dataset.id === period && state.period !== period);
    }
    this.showDates(range, series.zone);
    this.showUnits(state, shown);
    byId("view").setAttribute("aria-pressed", String(state.view === "table"));
    byId("hint").textContent = count > 0 ? "" : "Nothing is known in this range.";
    byId("caption").textContent = state.view === "table" ? "" : caption(shown);
    byId("zone").textContent = `Times of ${series.zone} (${clockNames(range, series.zone)})`;
    byId("plot").setAttribute("aria-label",
      `${nameOf(series)}, ${count} ${period === "raw" ? "readings" : "windows"} from ${isoDate(range.from, series.zone)}`
      + ` to ${isoDate(range.to - 1, series.zone)}`);
    legend(byId("legend"), shown);
  }

  showDates(range, zone) {
    for (const [id, date] of [["from", isoDate(range.from, zone)], ["to", isoDate(range.to - 1, zone)]]) {
      if (document.activeElement !== byId(id)) {
        byId(id).value = date;
      }
    }
  }

  showUnits(state, shown) {
    const units = unitsOf(shown.series.canonicalUnit);
    byId("unit").hidden = units.length < 2;
    options(byId("unit"), [{ id: "auto", name: `${shown.scale.unit || "no unit"} (auto)` },
      ...units.map(unit => ({ id: unit, name: unit }))], units.includes(state.unit) ? state.unit : "auto");
  }
}

function pressedPreset(state, range, series) {
  return state.range.preset ?? ["day", "week", "month", "year"].find(preset => {
    const unit = unitRange(preset, range.from, series.zone);
    return unit.from === range.from && unit.to === range.to;
  }) ?? null;
}

/** What the values are: "kWh per day". */
function caption({ series, period, scale }) {
  return isAmount(series, period) ? `${scale.unit} per ${periodOf(period).one}` : scale.unit || "level";
}

/** "CET, then CEST" where the clock changes within the range. */
function clockNames(range, zone) {
  const [first, last] = [clockName(range.from, zone), clockName(range.to - 1, zone)];
  return first === last ? first : `${first}, then ${last}`;
}

function legend(parent, { series, period }) {
  const swatch = (quality, text, title) =>
    element("span", { class: "key", title }, element("i", { class: "swatch", "data-quality": quality }), text);
  const items = isAmount(series, period) ? [
    swatch("measured", "measured", "between two readings"),
    swatch("interpolated", `interpolated (readings more than ${gapText(series)} apart)`, "the energy was used, but when is estimated"),
    swatch("partial", "partial (some of it unknown)", "some of the window is covered by no reading"),
  ] : period === "raw" ? [swatch("line", "readings as they were sent", "")] : [
    swatch("line", "mean", "time-weighted"), swatch("band", "least to greatest", "of the readings"),
    swatch("dashed", "partial (some of it unknown)", "some of the window is covered by no reading"),
  ];
  parent.replaceChildren(...items);
}
