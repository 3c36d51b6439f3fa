// The page: what is shown is the state in its address; everything else follows from that, and from what the endpoint says.

import { Activities } from "./activities.js";
import * as api from "./api.js";
import { Catalogue } from "./catalogue.js";
import { Detail } from "./detail.js";
import { byId } from "./dom.js";
import { Feed } from "./feed.js";
import { Loaded } from "./loaded.js";
import { START } from "./location.js";
import { Messages } from "./messages.js";
import { Navigation } from "./navigation.js";
import { automatic, periodOf, refusal } from "./periods.js";
import { resolve, step } from "./ranges.js";
import { SeriesList, nameOf } from "./series-list.js";
import { isKnown } from "./zone.js";

const LIST_EVERY = 10_000;
const LIST_SOON = 500;
const AGAIN_AFTER = 4000;

const catalogue = new Catalogue();
const loaded = new Loaded(busy => document.body.classList.toggle("loading", busy));
const navigation = new Navigation(() => show());
const messages = new Messages(byId("message"), byId("key-dialog"), byId("key-form"), useKey);
const list = new SeriesList(byId("list"), byId("filter"), byId("count"), series =>
  go({ ...START, series, view: navigation.state.view === "activities" ? START.view : navigation.state.view }));
const activities = new Activities(() => navigation.state.view === "activities", error => trouble(error));
const detail = new Detail(() => inView(), {
  go, stepBy, edge,
  zoom: range => navigation.zoom(range),
  back: () => navigation.back(),
  reset: () => go({ range: START.range }),
  table: () => go({ view: navigation.state.view === "table" ? "chart" : "table" }),
});
const feed = new Feed({ rows: applyRows, reload: () => load(true), state: state => detail.controls.live(state), trouble });

/** For tests and for the curious: what is drawn, and what for. */
window.joulestream = {
  drawn: () => detail.chart.drawn(),
  shown: () => detail.shown && { series: detail.shown.series.series, period: detail.shown.period,
    range: detail.shown.range, unit: detail.shown.scale.unit, loading: loaded.loading, live: byId("live").dataset.live },
};

const current = () => catalogue.find(navigation.state.series);
const inView = () => resolve(navigation.state.range, current(), Date.now());

function go(change, how) {
  navigation.go(change, how);
}

function stepBy(by) {
  go({ range: step(navigation.state.range, inView(), current().zone, by) });
}

function edge(first) {
  const series = current();
  const { from, to } = inView();
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
    byId("key").hidden = false;
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

/** From the beginning: nothing that one key has shown is left for another one. */
function useKey(key) {
  api.setKey(key);
  location.reload();
}

async function start() {
  try {
    await catalogue.refresh();
    list.show(catalogue.all, navigation.state.series);
    byId("key").hidden = !api.hasKey();
    messages.clear();
    await activities.look();
    await show();
  } catch (error) {
    trouble(error);
  }
}

setInterval(() => {
  if (!document.hidden && catalogue.all !== null) {
    start();
  }
}, LIST_EVERY);

document.addEventListener("visibilitychange", () => {
  // A browser has few connections to a server: tabs that nobody sees take none.
  if (document.hidden) {
    feed.stop();
  } else if (catalogue.all !== null) {
    load(true);
  }
});

/** Draws the state, and loads what is missing for it. */
async function show() {
  const { all } = catalogue;
  if (all === null) {
    return;
  }
  if (activities.show()) {
    feed.stop();
    detail.hide();
    messages.clear();
    list.show(all, null);
    document.querySelector("main").dataset.shows = "series";
    document.title = "Activities · Joulestream";
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
    detail.hide();
    messages.noSeries(all.length === 0, navigation.state.series);
    document.title = "Joulestream";
    return;
  }
  document.title = `${nameOf(series)} · Joulestream`;
  if (!isKnown(series.zone)) {
    messages.trouble(new Error(`This browser does not know the zone ${series.zone}.`));
    return;
  }
  const range = inView();
  const period = choosePeriod(series, range);
  const complete = loaded.covers(series, period, range);
  if (complete || loaded.holds(series, period)) {
    detail.show(series, period, range, loaded.windows, navigation.state);
  }
  if (!complete) {
    await load(false);
  }
}

function choosePeriod(series, range) {
  const wanted = periodOf(navigation.state.period);
  return wanted && refusal(wanted, series, range) === null ? wanted.id : automatic(series, range, detail.width);
}

/** @param anew whether what is loaded is out of date */
async function load(anew) {
  const series = current();
  if (series === null) {
    return;
  }
  const range = inView();
  const period = choosePeriod(series, range);
  try {
    const here = await loaded.load(series, period, range, anew);
    if (here === null) {
      return;
    }
    messages.clear();
    feed.watch(series.series, period, here);
  } catch (error) {
    trouble(error);
    return;
  }
  await show();
}

let listTimer = null;

/** Changes as they land: in place, and the list's entry soon. */
function applyRows(data) {
  if (!loaded.apply(current(), data)) {
    return;
  }
  show();
  listTimer ??= setTimeout(async () => {
    listTimer = null;
    try {
      await catalogue.refreshOne(data.series);
      await show();
    } catch (error) {
      trouble(error);
    }
  }, LIST_SOON);
}

byId("to-activities").addEventListener("click", event => {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    go({ ...START, view: "activities" });
  }
});

byId("key").addEventListener("click", () => messages.askKey(false));

start();
