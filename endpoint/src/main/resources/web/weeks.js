// What activities of a type come to, week by week, the weeks without any included.

const WEEK = 7 * 86_400_000;
/** 1970-01-05, a Monday. */
const FIRST = 4 * 86_400_000;

const isoDay = ms => new Date(ms).toISOString().slice(0, 10);

/** The Monday of the week so many weeks before that of an instant, by the clock of UTC: "2024-03-25". */
export function monday(now, before) {
  return isoDay(FIRST + (Math.floor((now - FIRST) / WEEK) - before) * WEEK);
}

/** The types that there are, those first that are there most often. */
export function typesOf(rows) {
  const counts = new Map();
  for (const row of rows) {
    counts.set(row.type, (counts.get(row.type) ?? 0) + row.count);
  }
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
}

/** Of one type, {start, count, distance} of each week from the first Monday to the last one. */
export function weeksOf(rows, type, first, last) {
  const known = new Map(rows.filter(row => row.type === type).map(row => [row.start, row]));
  const weeks = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += WEEK) {
    const row = known.get(isoDay(at));
    weeks.push({ start: isoDay(at), count: row?.count ?? 0, distance: row?.distance_m ?? 0 });
  }
  return weeks;
}
