import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY, HOUR, MINUTE, instant, isKnown, isoDate, offset, parseDate, spanText, startOfDay, startOfMonth, wall }
  from "../../main/resources/web/zone.js";

const MADRID = "Europe/Madrid";
const utc = text => Date.parse(text);

test("a day of the spring change has 23 hours, one of the autumn change 25", () => {
  const spring = startOfDay(utc("2024-03-31T12:00Z"), MADRID);
  assert.equal(spring, utc("2024-03-30T23:00Z"));
  assert.equal(startOfDay(spring, MADRID, 1) - spring, 23 * HOUR);
  const autumn = startOfDay(utc("2024-10-27T12:00Z"), MADRID);
  assert.equal(startOfDay(autumn, MADRID, 1) - autumn, 25 * HOUR);
});

test("a day begins at the end of a skipped midnight", () => {
  // São Paulo's clocks went from 00:00 to 01:00 on 2018-11-04.
  const start = startOfDay(utc("2018-11-04T15:00Z"), "America/Sao_Paulo");
  assert.equal(start, utc("2018-11-04T03:00Z"));
  assert.deepEqual([wall(start, "America/Sao_Paulo").day, wall(start, "America/Sao_Paulo").hour], [4, 1]);
});

test("a day that a zone left out begins where the next one does", () => {
  // Apia had no 2011-12-30.
  const before = instant("Pacific/Apia", 2011, 12, 29);
  assert.equal(instant("Pacific/Apia", 2011, 12, 30), instant("Pacific/Apia", 2011, 12, 31));
  assert.equal(instant("Pacific/Apia", 2011, 12, 31) - before, DAY);
});

test("days tile time in every kind of zone", () => {
  for (const zone of ["UTC", MADRID, "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"]) {
    let day = startOfDay(utc("2023-12-31T12:00Z"), zone);
    for (let i = 0; i < 400; i++) {
      const next = startOfDay(day, zone, 1);
      assert.ok(next - day >= 22 * HOUR && next - day <= 26 * HOUR, `${zone} ${new Date(day).toISOString()}`);
      assert.equal(startOfDay(next - 1, zone), day);
      assert.equal(startOfDay(next, zone), next);
      day = next;
    }
  }
});

test("months have their own lengths", () => {
  const january = startOfMonth(utc("2024-01-15T00:00Z"), MADRID);
  assert.equal((startOfMonth(january, MADRID, 2) - startOfMonth(january, MADRID, 1)) / DAY, 29);
  assert.equal(startOfMonth(january, MADRID, 12), utc("2024-12-31T23:00Z"));
});

test("offsets have minutes, and midnight is hour 0", () => {
  assert.equal(offset(utc("2024-06-01T00:00Z"), "Asia/Kathmandu"), (5 * 60 + 45) * MINUTE);
  assert.equal(wall(utc("2024-05-31T22:00Z"), MADRID).hour, 0);
});

test("dates are read and written by the site's calendar", () => {
  assert.equal(isoDate(utc("2024-03-30T23:00Z"), MADRID), "2024-03-31");
  assert.equal(parseDate("2024-03-31", MADRID, 1), utc("2024-03-31T22:00Z"));
  assert.equal(parseDate("31.3.2024", MADRID), null);
});

test("a long day says how long it is, a repeated hour which one it is", () => {
  assert.match(spanText(utc("2024-10-26T22:00Z"), utc("2024-10-27T23:00Z"), MADRID, "P1D"), /25 h long/);
  assert.doesNotMatch(spanText(utc("2024-10-25T22:00Z"), utc("2024-10-26T22:00Z"), MADRID, "P1D"), /long/);
  const first = spanText(utc("2024-10-27T00:00Z"), utc("2024-10-27T01:00Z"), MADRID, "PT1H");
  const second = spanText(utc("2024-10-27T01:00Z"), utc("2024-10-27T02:00Z"), MADRID, "PT1H");
  assert.notEqual(first, second);
});

test("an unknown zone is known to be unknown", () => {
  assert.equal(isKnown("Europe/Nowhere"), false);
  assert.equal(isKnown(MADRID), true);
});
