import assert from "node:assert/strict";
import { test } from "node:test";
import { parser } from "../../main/resources/web/live.js";
import { coverage, reasons } from "../../main/resources/web/quality.js";
import { runs } from "../../main/resources/web/lines.js";
import { Windows } from "../../main/resources/web/windows.js";
import { freshness } from "../../main/resources/web/series-list.js";

const HOUR = 3_600_000;
const row = (hour, quality = "measured") => ({ start: hour * HOUR, end: (hour + 1) * HOUR, total: hour, quality });
const day = (measured, interpolated) => ({ start: 0, end: 24 * HOUR, measured: measured * HOUR, interpolated: interpolated * HOUR });
const meter = { kind: "counter", zone: "UTC", maxGap: "P35D" };

test("changes are put in their places, and what is retracted goes", () => {
  const windows = new Windows("s", "PT1H", { from: 0, to: 10 * HOUR }, [row(1), row(3)]);
  windows.apply([{ ...row(3), total: 33 }, row(2), { ...row(1), deleted: true }]);
  assert.deepEqual(windows.rows.map(each => [each.start / HOUR, each.total]), [[2, 2], [3, 33]]);
});

test("a place between windows holds none", () => {
  const windows = new Windows("s", "PT1H", { from: 0, to: 10 * HOUR }, [row(1), row(3)]);
  assert.equal(windows.at(1.5 * HOUR, 0).start, HOUR);
  assert.equal(windows.at(2 * HOUR, HOUR), null);
  assert.equal(windows.at(3 * HOUR, 0).start, 3 * HOUR);
});

test("a reading is found by its neighbourhood", () => {
  const readings = [1000, 5000].map(ts => ({ start: ts, end: ts, value: 1 }));
  const windows = new Windows("s", "raw", { from: 0, to: 9000 }, readings);
  assert.equal(windows.at(4500, 600).start, 5000);
  assert.equal(windows.at(3000, 600), null);
});

test("the reason says how much, and why", () => {
  assert.deepEqual(reasons(day(24, 0), meter, "P1D"), ["measured: readings cover all of this day"]);
  assert.deepEqual(reasons(day(11.5, 12.5), meter, "P1D"),
    ["interpolated: 12 h 30 min of this day are spread between two readings more than maxGap (35 d) apart"]);
  const [partial] = reasons(day(21, 0), { ...meter, last: { ts: 21 * HOUR } }, "P1D");
  assert.match(partial, /^partial: 3 h of this day are not covered by any reading: the last one is of .*21:00$/);
  assert.equal(reasons(day(10, 10), meter, "P1D").length, 2);
  assert.equal(coverage(day(10, 8)), 0.75);
});

test("a missing window interrupts the line", () => {
  assert.deepEqual(runs([row(1), row(2), row(4)], Infinity).map(run => run.length), [2, 1]);
});

test("events are read however the stream is cut", () => {
  const stream = ": listening\n\nevent: rows\nid: 7-8\ndata: {\"series\":\"a\"}\n\n: alive\n\nevent: hello\ndata: {}\n\n";
  for (let size = 1; size < 20; size++) {
    const events = [];
    const read = parser(event => events.push(event));
    for (let at = 0; at < stream.length; at += size) {
      read(stream.slice(at, at + size));
    }
    assert.deepEqual(events, [
      { event: "rows", id: "7-8", data: { series: "a" } }, { event: "hello", id: undefined, data: {} }]);
  }
});

test("a series is stale after three expected intervals, five minutes at least", () => {
  const series = { expectedInterval: "PT1M", last: { ts: 0 } };
  assert.equal(freshness(series, 4 * 60_000), "fresh");
  assert.equal(freshness(series, 6 * 60_000), "stale");
  assert.equal(freshness({ last: { ts: 0 } }, 6 * 60_000), "unknown");
  assert.equal(freshness({ expectedInterval: "PT1M", last: null }, 0), "empty");
});
