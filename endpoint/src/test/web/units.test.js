import assert from "node:assert/strict";
import { test } from "node:test";
import { durationText, isoMillis, registerScale, scaleFor, shown, unitsOf, valueText } from "../../main/resources/web/units.js";

const plain = text => text.replaceAll("\u00a0", " ");

test("energy is said in the unit that suits it", () => {
  assert.equal(scaleFor("Wh", 42).unit, "Wh");
  assert.equal(scaleFor("Wh", 800).unit, "kWh");
  assert.equal(scaleFor("Wh", -3_047_000).unit, "kWh");
  assert.equal(scaleFor("Wh", 42e6).unit, "MWh");
  assert.equal(scaleFor("Wh", 42e6, "kWh").unit, "kWh");
});

test("a unit of another dimension is not taken", () => {
  assert.equal(scaleFor("m3", 12, "kWh").unit, "m³");
});

test("degrees Fahrenheit are shifted, and only on demand", () => {
  assert.equal(scaleFor("Cel", 20).unit, "°C");
  assert.equal(shown(20, scaleFor("Cel", 20, "°F")), 68);
  assert.deepEqual(unitsOf("Cel"), ["°C", "°F"]);
});

test("a register shows the unit of its definition", () => {
  const series = { unit: "kWh", canonicalUnit: "Wh", last: { value: 22_111_000_000 } };
  assert.equal(registerScale(series).unit, "kWh");
  assert.equal(registerScale({ unit: "J", canonicalUnit: "Wh", last: { value: 5 } }).unit, "Wh");
});

test("values have as many digits as they deserve, and none is not zero", () => {
  assert.equal(plain(valueText(8149, scaleFor("Wh", 8149))), "8.15 kWh");
  assert.equal(plain(valueText(0, scaleFor("W", 0))), "0 W");
  assert.equal(valueText(null, scaleFor("Wh", 0)), "–");
  assert.equal(plain(valueText(1.234567, scaleFor("1", 1), true)), "1.234567");
});

test("durations are said in two parts", () => {
  assert.equal(durationText(12.5 * 3_600_000), "12 h 30 min");
  assert.equal(durationText(35 * 86_400_000), "35 d");
  assert.equal(durationText(86_400_000 + 60_000), "1 d");
  assert.equal(durationText(250), "250 ms");
});

test("ISO durations are read", () => {
  assert.equal(isoMillis("P35D"), 35 * 86_400_000);
  assert.equal(isoMillis("PT1H30M"), 5_400_000);
  assert.equal(isoMillis("PT0.5S"), 500);
  for (const none of [undefined, null, "", "P", "PT", "P1M", "5 min"]) {
    assert.equal(isoMillis(none), null, String(none));
  }
});
