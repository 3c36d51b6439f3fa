import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceText, startText, weatherText, whatText, windText } from "../../main/resources/web/activity-text.js";
import { format, parse, START } from "../../main/resources/web/location.js";
import { monday, typesOf, weeksOf } from "../../main/resources/web/weeks.js";

const plain = text => text.replaceAll("\u00a0", " ");
const NOTHING = { temperature: null, humidity: null, wind_speed: null, wind_direction: null, precipitation: null };
const weather = (status, more) => ({ ...NOTHING, status, provisional: false, ...more });

test("the address of the activities reads back the same, and a series' has none of them", () => {
  const state = { ...START, view: "activities" };
  assert.equal(format(state), "?view=activities");
  assert.deepEqual(parse("?view=activities"), state);
  assert.equal(parse("?series=a&view=activities").view, "chart");
});

test("weeks begin on Mondays, the first and the last one included", () => {
  assert.equal(monday(Date.parse("2024-03-31T23:59:59Z"), 0), "2024-03-25");
  assert.equal(monday(Date.parse("2024-04-01T00:00:00Z"), 0), "2024-04-01");
  assert.equal(monday(Date.parse("2024-04-01T00:00:00Z"), 52), "2023-04-03");
  assert.equal(monday(Date.parse("1969-12-31T00:00:00Z"), 0), "1969-12-29");
});

test("a week without any is there, and empty", () => {
  const rows = [
    { start: "2024-03-25", type: "run", count: 2, distance_m: 15000 },
    { start: "2024-03-25", type: "ride", count: 1, distance_m: 60000 },
    { start: "2024-04-08", type: "run", count: 1, distance_m: null },
  ];
  assert.deepEqual(typesOf(rows), ["run", "ride"]);
  assert.deepEqual(typesOf([]), []);
  assert.deepEqual(weeksOf(rows, "run", "2024-03-25", "2024-04-08"), [
    { start: "2024-03-25", count: 2, distance: 15000 },
    { start: "2024-04-01", count: 0, distance: 0 },
    { start: "2024-04-08", count: 1, distance: 0 },
  ]);
});

test("a start is told by the clock of its place", () => {
  const start = Date.parse("2024-03-31T11:30:00Z");
  const told = zone => startText({ start, place: { zone } });
  assert.match(told("Pacific/Fiji"), /23:30/);
  assert.match(told("Europe/Madrid"), /13:30/);
  assert.match(startText({ start, place: null }), /11:30.*UTC/);
  assert.match(told("Mars/Olympus"), /11:30/);
});

test("weather is told as far as it is known", () => {
  const known = weatherText(weather("enriched",
    { temperature: -0.04, humidity: 63.4, wind_speed: 6.72, wind_direction: 350, precipitation: 0.3 }));
  assert.equal(plain(known.text).replaceAll(",", "."), "0.0 °C. 63 %. 6.7 m/s N. 0.3 mm".replaceAll(",", "."));
  assert.equal(plain(weatherText(weather("enriched", { humidity: 63, precipitation: 0 })).text), "63 %");
  assert.match(weatherText(weather("enriched", { humidity: 63, provisional: true })).text, /provisional/);
  assert.deepEqual(["N", "NE", "W", "N"], [22.4, 22.6, 270, 337.6].map(windText));
});

test("why there is no weather is told", () => {
  assert.equal(weatherText(weather("pending")).text, "awaited");
  assert.equal(weatherText(weather("no_location")).text, "no place");
  assert.equal(weatherText(weather("unavailable(not_found)")).text, "none: not found");
});

test("what is not known of an activity is left out", () => {
  const place = { city: "Retiro", country: "ES" };
  assert.equal(whatText({ type: "run", place, heart_rate: 149.6 }), "run · Retiro, ES · 150\u00a0bpm");
  assert.equal(whatText({ type: "swim", place: null, heart_rate: null }), "swim");
  assert.equal(distanceText(null), "–");
  assert.match(plain(distanceText(12345)), /^12.3 km$/);
  assert.match(plain(distanceText(800)), /^800 m$/);
});
