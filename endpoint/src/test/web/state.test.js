import assert from "node:assert/strict";
import { test } from "node:test";
import { START, format, parse } from "../../main/resources/web/location.js";
import { automatic, periodOf, refusal } from "../../main/resources/web/periods.js";
import { resolve, step, unitRange } from "../../main/resources/web/ranges.js";
import { moved, zoomed } from "../../main/resources/web/gestures.js";
import { DAY, HOUR, instant } from "../../main/resources/web/zone.js";

const MADRID = "Europe/Madrid";
const NOW = Date.parse("2024-04-10T10:00Z");
const meter = { kind: "counter", zone: MADRID, count: 35_041, expectedInterval: "PT15M",
  first: { ts: NOW - 365 * DAY }, last: { ts: NOW - 15 * 60_000 } };

test("an address tells the whole state, and reads back the same", () => {
  const states = [
    START,
    { series: "home.main", period: "PT1H", range: { preset: "year" }, unit: "MWh", view: "table" },
    { series: "a:b_c-d", period: "raw", range: { from: 1711839600000, to: 1711839661500 }, unit: "auto", view: "chart" },
  ];
  for (const state of states) {
    assert.deepEqual(parse(format(state)), state);
  }
  assert.equal(format(states[2]), "?series=a:b_c-d&period=raw&from=2024-03-30T23:00Z&to=2024-03-30T23:01:01.500Z");
});

test("what makes no sense in an address is as at the start", () => {
  assert.deepEqual(parse("?from=yesterday&to=2024-01-01T00:00Z&range=century&view=hologram"), START);
  assert.deepEqual(parse("?from=2024-01-02T00:00Z&to=2024-01-01T00:00Z").range, START.range);
});

test("the month in view is the one that holds the latest reading", () => {
  assert.deepEqual(resolve({ preset: "month" }, meter, NOW), { from: instant(MADRID, 2024, 4), to: instant(MADRID, 2024, 5) });
  const old = { ...meter, last: { ts: Date.parse("2022-07-05T00:00Z") } };
  assert.equal(resolve({ preset: "month" }, old, NOW).from, instant(MADRID, 2022, 7));
});

test("a step from a month is a month, also where its name is not known any more", () => {
  const march = unitRange("month", instant(MADRID, 2024, 3, 15), MADRID);
  assert.deepEqual(step(march, march, MADRID, -1), unitRange("month", instant(MADRID, 2024, 2, 2), MADRID));
  const any = { from: 1000, to: 4000 };
  assert.deepEqual(step(any, any, MADRID, 1), { from: 4000, to: 7000 });
});

test("a period that would say nothing, or too much, is refused with the reason", () => {
  const year = { from: NOW - 365 * DAY, to: NOW };
  assert.match(refusal(periodOf("PT1M"), meter, { from: NOW - HOUR, to: NOW }), /expectedInterval/);
  assert.match(refusal(periodOf("PT15M"), meter, year), /More than/);
  assert.equal(refusal(periodOf("PT1H"), meter, year), null);
});

test("the automatic period fits the width, and the distance of the readings", () => {
  assert.equal(automatic(meter, { from: NOW - DAY, to: NOW }, 900), "PT15M");
  assert.equal(automatic(meter, { from: NOW - 30 * DAY, to: NOW }, 900), "P1D");
  const monthly = { ...meter, count: 13 };
  assert.equal(automatic(monthly, { from: NOW - DAY, to: NOW }, 900), "P1D");
});

test("zooming keeps the instant under the pointer, panning the length", () => {
  const range = { from: NOW - DAY, to: NOW };
  const at = NOW - DAY / 4;
  const closer = zoomed(range, at, 0.5);
  assert.equal(closer.to - closer.from, DAY / 2);
  assert.equal((at - closer.from) / (closer.to - closer.from), 0.75);
  assert.deepEqual(moved(range, 0.25), { from: range.from + DAY / 4, to: range.to + DAY / 4 });
  assert.equal(moved({ from: 0, to: DAY }, -1).from, 0);
});
