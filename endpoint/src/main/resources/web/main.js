// The page: what is shown is the state in its address; everything else follows from that, and from what the endpoint says.

import * as api from "./api.js";
import { Chart } from "./chart.js";
import { Controls } from "./controls.js";
import { byId } from "./dom.js";
import { attachKeys, attachPointer } from "./gestures.js";
import { Feed } from "./feed.js";
import { START } from "./location.js";
import { Messages } from "./messages.js";
import { Navigation } from "./navigation.js";
import { automatic, periodOf, refusal } from "./periods.js";
import { resolve, step } from "./ranges.js";
import { SeriesList, nameOf } from "./series-list.js";
import { renderSummary } from "./summary.js";
import { renderTable } from "./table.js";
import { Tooltip, spoken } from "./tooltip.js";
import { scaleFor } from "./units.js";
import { Windows, rowsOf, valueOf } from "./windows.js";
import { isKnown } from "./zone.js";

const LIST_EVERY = 10_000;
const AGAIN_AFTER = 4000;

let all = null;
let windows = null;
let shown = null;
let loading = null;
let walked = null;

const navigation = new Navigation(() => show());
const messages = new Messages(byId("message"), byId("key-dialog"), byId("key-form"), key => {
  api.setKey(key);
  start();
});
const list = new SeriesList(byId("list"), byId("filter"), byId("count"), series =>
  go({ ...START, series, view: navigation.state.view }));
const tooltip = new Tooltip(byId("stage"));
const chart = new Chart(byId("plot"), { zoom: range => navigation.zoom(range), back, hover });
const controls = new Controls({ go, stepBy, help: () => byId("help-dialog").showModal() });
const feed = new Feed({ rows: applyRows, reload: () => load(true), state: controls.live, trouble });

attachPointer(chart.over, () => resolved(), range => go({ range }, "soon"));
attachKeys(byId("stage"), () => resolved(), {
  go: range => go({ range }, "soon"), back, walk, edge,
  reset: () => go({ range: START.range }),
  table: () => go({ view: navigation.state.view === "table" ? "chart" : "table" }),
  help: () => byId("help-dialog").showModal(),
});

/** For tests and for the curious: what is drawn, and what for. */
window.joulestream = {
  drawn: () => chart.drawn(),
  shown: () => shown && { series: shown.series.series, period: shown.period, range: shown.range, unit: shown.scale.unit,
    loading: loading !== null, live: byId("live").dataset.live },
};

const current = () => all?.find(series => series.series === navigation.state.series) ?? null;
const resolved = () => resolve(navigation.state.range, current(), Date.now());

function go(change, how) {
  navigation.go(change, how);
}

function back() {
  navigation.back();
}

function stepBy(by) {
  go({ range: step(navigation.state.range, resolved(), current().zone, by) });
}

function edge(first) {
  const series = current();
  const { from, to } = resolved();
  const at = first ? series.first?.ts ?? from : (series.last?.ts ?? to) - (to - from) * 0.98;
  go({ range: { from: Math.round(at), to: Math.round(at + to - from) } });
}

let againTimer = null;

/** What to do about a failure: words, and another try where that may help. */
function trouble(error) {
  if (error.name === "AbortError") {
    return;
  }
  if (error.status === 401) {
    feed.stop();
    messages.askKey(api.hasKey());
    return;
  }
  messages.trouble(error);
  if (error.status === 0 || error.status >= 500) {
    againTimer ??= setTimeout(() => {
      againTimer = null;
      start();
    }, AGAIN_AFTER);
  }
}

async function start() {
  try {
    await refreshList();
    await show();
  } catch (error) {
    trouble(error);
  }
}

async function refreshList() {
  all = await api.allSeries();
  list.show(all, navigation.state.series);
  byId("key").hidden = !api.hasKey();
  messages.clear();
}

setInterval(async () => {
  if (document.hidden || all === null) {
    return;
  }
  try {
    await refreshList();
    await show();
  } catch (error) {
    trouble(error);
  }
}, LIST_EVERY);

document.addEventListener("visibilitychange", () => {
  // A browser has few connections to a server: tabs that nobody sees take none.
  if (document.hidden) {
    feed.stop();
  } else if (all !== null) {
    load(true);
  }
});

/** Draws the state, and loads what is missing for it. */
async function show() {
  if (all === null) {
    return;
  }
  if (navigation.state.series === null && all.length > 0 && matchMedia("(min-width: 721px)").matches) {
    navigation.suppose({ series: all[0].series });
  }
  const series = current();
  byId("detail").hidden = series === null;
  document.querySelector("main").dataset.shows = navigation.state.series === null ? "list" : "series";
  list.show(all, navigation.state.series);
  if (series === null) {
    feed.stop();
    shown = null;
    messages.noSeries(all.length === 0, navigation.state.series);
    document.title = "Joulestream";
    return;
  }
  document.title = `${nameOf(series)} · Joulestream`;
  if (!isKnown(series.zone)) {
    messages.trouble(new Error(`This browser does not know the zone ${series.zone}.`));
    return;
  }
  const range = resolve(navigation.state.range, series, Date.now());
  const period = choosePeriod(series, range);
  if (windows?.covers(fingerprint(series), period, range)) {
    render(series, period, range);
    return;
  }
  if (windows?.series === fingerprint(series) && windows.period === period) {
    render(series, period, range);
  }
  await load(false);
}

const choosePeriod = (series, range) => {
  const wanted = periodOf(navigation.state.period);
  return wanted && refusal(wanted, series, range) === null ? wanted.id
    : automatic(series, range, byId("plot").clientWidth || 800);
};

/** A change of these gives other windows. */
const fingerprint = series => JSON.stringify([series.series, series.kind, series.zone, series.canonicalUnit, series.maxGap]);

/** @param anew whether what is loaded is out of date */
async function load(anew) {
  const series = current();
  if (series === null) {
    return;
  }
  const range = resolve(navigation.state.range, series, Date.now());
  const period = choosePeriod(series, range);
  const margin = anew && windows?.covers(fingerprint(series), period, range) ? 0 : (range.to - range.from) / 2;
  const wanted = margin === 0 ? windows.range
    : { from: Math.max(0, Math.floor(range.from - margin)), to: Math.ceil(range.to + margin) };
  const key = JSON.stringify([fingerprint(series), period, wanted]);
  if (loading?.key === key && !anew) {
    return;
  }
  loading?.abort.abort();
  const mine = { key, abort: new AbortController() };
  loading = mine;
  document.body.classList.toggle("loading", margin > 0);
  try {
    const columns = await api.points(series.series, period, wanted, mine.abort.signal);
    windows = new Windows(fingerprint(series), period, wanted, rowsOf(columns));
    messages.clear();
  } catch (error) {
    trouble(error);
    return;
  } finally {
    if (loading === mine) {
      loading = null;
      document.body.classList.remove("loading");
    }
  }
  feed.watch(series.series, period, wanted);
  await show();
}

function render(series, period, range) {
  const rows = windows.within(range);
  const magnitude = rows.reduce((most, row) => Math.max(most, Math.abs(valueOf(row, series.kind) ?? 0)), 0);
  shown = { windows, series, period, range, chosen: navigation.state.unit,
    scale: scaleFor(series.canonicalUnit, magnitude, navigation.state.unit) };
  byId("detail").hidden = false;
  chart.resize();
  chart.show(shown);
  controls.show(navigation.state, shown, rows.length);
  renderSummary(byId("summary"), rows, shown);
  showView(navigation.state.view);
  if (navigation.state.view === "table") {
    tooltip.hide();
    renderTable(byId("table"), rows, shown);
  }
}

/** One of the two; whoever was in the one is in the other. */
function showView(view) {
  const [chosen, other] = view === "table" ? [byId("table"), byId("plot")] : [byId("plot"), byId("table")];
  const focused = other.contains(document.activeElement);
  chosen.hidden = false;
  other.hidden = true;
  if (focused) {
    chosen.focus();
  }
}

let listTimer = null;

/** Changes as they land: in place, and the list's entry soon. */
function applyRows(data) {
  if (!windows || windows.period !== data.period || navigation.state.series !== data.series) {
    return;
  }
  windows.apply(rowsOf(data).filter(row => row.start >= windows.range.from && row.start < windows.range.to));
  show();
  listTimer ??= setTimeout(async () => {
    listTimer = null;
    try {
      const fresh = await api.oneSeries(data.series);
      all = all.map(series => series.series === fresh.series ? fresh : series);
      await show();
    } catch (error) {
      trouble(error);
    }
  }, 500);
}

function hover(row, place) {
  if (row === null || shown === null) {
    tooltip.hide();
    return;
  }
  const box = chart.over.getBoundingClientRect();
  const stage = byId("stage").getBoundingClientRect();
  const at = row.start === row.end ? { left: place.left, width: 2 } : chart.place(row);
  tooltip.show(row, shown, { ...at, plotLeft: box.left - stage.left, plotWidth: box.width });
  walked = row;
}

/** The next value, by keyboard. */
function walk(by) {
  const rows = shown.windows.within(shown.range).filter(row => valueOf(row, shown.series.kind) !== null);
  if (rows.length === 0) {
    return;
  }
  const at = rows.findIndex(row => row.start === walked?.start);
  const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
  hover(row, chart.place(row));
  byId("spoken").textContent = spoken(row, shown);
}

byId("plot").addEventListener("blur", () => tooltip.hide());
byId("key").addEventListener("click", () => messages.askKey(false));

start();
