import assert from "node:assert/strict";
import { test } from "node:test";
import { labels, stepFor, ticks } from "../../main/resources/web/axis.js";
import { DAY, HOUR, instant, wall } from "../../main/resources/web/zone.js";

const MADRID = "Europe/Madrid";

test("days are local midnights, across a change of the clock", () => {
  const from = instant(MADRID, 2024, 3, 28);
  const to = instant(MADRID, 2024, 4, 3);
  const found = ticks(from, to, MADRID, stepFor(from, to, 400));
  assert.deepEqual(found, [28, 29, 30, 31, 32, 33, 34].map(day => instant(MADRID, 2024, 3, day)));
});

test("hours include both of two equal ones, and none that is skipped", () => {
  const autumn = instant(MADRID, 2024, 10, 27);
  const hours = ticks(autumn, autumn + 5 * HOUR, MADRID, { minutes: 60, millis: HOUR });
  assert.deepEqual(hours.map(ms => wall(ms, MADRID).hour), [0, 1, 2, 2, 3, 4]);
  const spring = instant(MADRID, 2024, 3, 31);
  assert.deepEqual(ticks(spring, spring + 3 * HOUR, MADRID, { minutes: 60, millis: HOUR })
    .map(ms => wall(ms, MADRID).hour), [0, 1, 3, 4]);
});

test("there are neither too many nor too few ticks, from a minute to decades", () => {
  for (const zone of [MADRID, "Asia/Kathmandu", "Australia/Lord_Howe"]) {
    for (let span = 60_000; span < 40 * 365 * DAY; span *= 1.7) {
      const from = Date.parse("2024-10-20T05:17Z");
      const found = ticks(from, from + span, zone, stepFor(from, from + span, 900));
      assert.ok(found.length <= 40, `${found.length} for ${span}`);
      assert.ok(found.every((tick, i) => tick >= from && tick <= from + span && (i === 0 || tick > found[i - 1])));
    }
  }
});

test("the date stands where it changes", () => {
  const from = instant("UTC", 2024, 3, 1, 12);
  const step = { hours: 6, millis: 6 * HOUR };
  const texts = labels(ticks(from, from + 18 * HOUR, "UTC", step), "UTC", step);
  assert.deepEqual(texts.map(text => text.includes("\n")), [true, false, true, false]);
});
