import assert from "node:assert/strict";
import { test } from "node:test";
import { Loaded } from "../../main/resources/web/loaded.js";

const METER = { series: "home.main", kind: "counter", zone: "UTC", canonicalUnit: "Wh", maxGap: null };
const columns = (...ts) => ({ ts, value: ts.map(() => 1) });

/** An endpoint that answers when told. */
function endpoint() {
  const asked = [];
  const points = (series, period, range, signal) => new Promise((answer, refuse) => {
    signal.addEventListener("abort", () => refuse(signal.reason));
    asked.push({ series, period, range, answer });
  });
  return { asked, points };
}

test("half of what is in view is loaded on either side, so that a small movement needs nothing", async () => {
  const { asked, points } = endpoint();
  const waits = [];
  const loaded = new Loaded(busy => waits.push(busy), points);
  const done = loaded.load(METER, "raw", { from: 1000, to: 2000 }, false);
  assert.deepEqual(asked[0].range, { from: 500, to: 2500 });
  assert.equal(loaded.loading, true);
  asked[0].answer(columns(1200));
  assert.deepEqual(await done, { from: 500, to: 2500 });
  assert.deepEqual(waits, [true, false]);
  assert.ok(loaded.covers(METER, "raw", { from: 1500, to: 2500 }));
  assert.ok(!loaded.covers(METER, "raw", { from: 1501, to: 2501 }));
  assert.ok(loaded.holds(METER, "raw"));
  assert.ok(!loaded.covers(METER, "P1D", { from: 1500, to: 2000 }));
  assert.ok(!loaded.holds({ ...METER, zone: "Europe/Madrid" }, "raw"));
});

test("what is asked for twice is fetched once; another wish takes its place", async () => {
  const { asked, points } = endpoint();
  const loaded = new Loaded(() => {}, points);
  const first = loaded.load(METER, "raw", { from: 1000, to: 2000 }, false);
  assert.equal(await loaded.load(METER, "raw", { from: 1000, to: 2000 }, false), null);
  assert.equal(asked.length, 1);
  const second = loaded.load(METER, "raw", { from: 3000, to: 4000 }, false);
  await assert.rejects(first, { name: "AbortError" });
  assert.equal(loaded.loading, true);
  asked[1].answer(columns(3500));
  await second;
  assert.equal(loaded.loading, false);
  assert.deepEqual(loaded.windows.rows.map(row => row.start), [3500]);
});

test("what is out of date is fetched again as it is, and nobody waits for it", async () => {
  const { asked, points } = endpoint();
  const waits = [];
  const loaded = new Loaded(busy => waits.push(busy), points);
  const first = loaded.load(METER, "raw", { from: 1000, to: 2000 }, false);
  asked[0].answer(columns(1200));
  await first;
  waits.length = 0;
  const again = loaded.load(METER, "raw", { from: 1400, to: 2400 }, true);
  assert.deepEqual(asked[1].range, { from: 500, to: 2500 });
  assert.deepEqual(waits, [false]);
  asked[1].answer(columns(1200, 1300));
  await again;
  assert.equal(loaded.windows.rows.length, 2);
});

test("a change is put in its place, but not one of other windows", async () => {
  const { asked, points } = endpoint();
  const loaded = new Loaded(() => {}, points);
  const done = loaded.load(METER, "raw", { from: 1000, to: 2000 }, false);
  asked[0].answer(columns(1200));
  await done;
  const change = { series: "home.main", period: "raw", ...columns(1300, 9000) };
  assert.ok(!loaded.apply(METER, { ...change, series: "home.gas" }));
  assert.ok(!loaded.apply(METER, { ...change, period: "P1D" }));
  assert.ok(!loaded.apply(null, change));
  assert.deepEqual(loaded.windows.rows.map(row => row.start), [1200]);
  assert.ok(loaded.apply(METER, change));
  assert.deepEqual(loaded.windows.rows.map(row => row.start), [1200, 1300]);
});
