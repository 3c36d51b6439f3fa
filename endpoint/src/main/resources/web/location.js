// What is shown, as the page's address: whoever opens the link sees the same.

const RANGES = ["day", "week", "month", "year", "all"];

export const START = { series: null, period: "auto", range: { preset: "month" }, unit: "auto", view: "chart" };

const instantText = ms => new Date(ms).toISOString().replace(/(:00)?\.000Z$/, "Z");

function instantOf(text) {
  const ms = text ? Date.parse(text) : NaN;
  return Number.isFinite(ms) && /(Z|[+-]\d\d:\d\d)$/.test(text) ? ms : null;
}

/** A series is a chart or a table; the activities are no series. */
function viewOf(text, series) {
  return text === "table" || (text === "activities" && series === null) ? text : START.view;
}

/** The state that an address tells; what it does not tell is as at the start. */
export function parse(search) {
  const parameters = new URLSearchParams(search);
  const from = instantOf(parameters.get("from"));
  const to = instantOf(parameters.get("to"));
  const preset = parameters.get("range");
  const series = parameters.get("series");
  return {
    series,
    period: parameters.get("period") ?? START.period,
    range: from !== null && to !== null && from < to
      ? { from, to }
      : { preset: RANGES.includes(preset) ? preset : START.range.preset },
    unit: parameters.get("unit") ?? START.unit,
    view: viewOf(parameters.get("view"), series),
  };
}

/** The address of a state, which {@link parse} reads; never with anything secret. */
export function format(state) {
  const parameters = new URLSearchParams();
  if (state.series !== null) {
    parameters.set("series", state.series);
    parameters.set("period", state.period);
    if (state.range.preset) {
      parameters.set("range", state.range.preset);
    } else {
      parameters.set("from", instantText(state.range.from));
      parameters.set("to", instantText(state.range.to));
    }
    if (state.unit !== START.unit) {
      parameters.set("unit", state.unit);
    }
    if (state.view !== START.view) {
      parameters.set("view", state.view);
    }
  } else if (state.view === "activities") {
    parameters.set("view", state.view);
  }
  const text = parameters.toString().replaceAll("%3A", ":");
  return text ? `?${text}` : "";
}
