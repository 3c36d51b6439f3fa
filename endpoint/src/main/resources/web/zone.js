// The calendar of a series' site: what its clock shows at an instant, and when its days and months begin.
// Instants are epoch milliseconds. Nothing here knows the browser's own zone.

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const formats = new Map();

function clockFormat(zone) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", era: "short",
      year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether the browser knows this zone. */
export function isKnown(zone) {
  try {
    clockFormat(zone);
    return true;
  } catch {
    return false;
  }
}

/** What the clock shows: {year, month (1 to 12), day, hour, minute, second}. */
export function wall(ms, zone) {
  const shown = {};
  for (const part of clockFormat(zone).formatToParts(ms)) {
    if (part.type !== "literal" && part.type !== "era") {
      shown[part.type] = Number(part.value);
    }
  }
  return shown;
}

/** Local time minus UTC, in milliseconds. */
export function offset(ms, zone) {
  const { year, month, day, hour, minute, second } = wall(ms, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

/**
 * The first instant at which the clock shows this time; where the clock skips it, the instant of the skip. Numbers out
 * of range carry over: day 0 is the last one of the month before.
 */
export function instant(zone, year, month, day = 1, hour = 0, minute = 0) {
  const local = Date.UTC(year, month - 1, day, hour, minute);
  const candidates = [local - offset(local - DAY, zone), local - offset(local + DAY, zone)].sort((a, b) => a - b);
  for (const candidate of candidates) {
    if (candidate + offset(candidate, zone) === local) {
      return candidate;
    }
  }
  let [before, after] = [candidates[0] - 1000, candidates[1]];
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (middle + offset(middle, zone) >= local) {
      after = middle;
    } else {
      before = middle;
    }
  }
  return after;
}

export function startOfDay(ms, zone, days = 0) {
  const { year, month, day } = wall(ms, zone);
  return instant(zone, year, month, day + days);
}

export function startOfMonth(ms, zone, months = 0) {
  const { year, month } = wall(ms, zone);
  return instant(zone, year, month + months);
}

export function startOfYear(ms, zone, years = 0) {
  return instant(zone, wall(ms, zone).year + years, 1);
}

/** "2024-03-31", as date inputs want it. */
export function isoDate(ms, zone) {
  const { year, month, day } = wall(ms, zone);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The start of the local date "2024-03-31", a number of days later; null where it is none. */
export function parseDate(text, zone, days = 0) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? instant(zone, Number(match[1]), Number(match[2]), Number(match[3]) + days) : null;
}

const texts = new Map();

/** An instant as the site's clock and the reader's language show it. */
export function text(ms, zone, options) {
  const key = zone + JSON.stringify(options);
  let format = texts.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(undefined, { timeZone: zone, ...options });
    texts.set(key, format);
  }
  return format.format(ms);
}

export const dateText = (ms, zone) => text(ms, zone, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
export const timeText = (ms, zone) => text(ms, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const fullText = (ms, zone) => text(ms, zone, {
  weekday: "short", day: "numeric", month: "short", year: "numeric",
  hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "short",
});

/** "CET", "GMT+5:45": the name of the zone's clock at this instant. */
export function clockName(ms, zone) {
  const part = new Intl.DateTimeFormat(undefined, { timeZone: zone, timeZoneName: "short" })
    .formatToParts(ms).find(each => each.type === "timeZoneName");
  return part ? part.value : zone;
}

/** A window's span in words: "Sun, Mar 31, 2024" for a day, with the hours where it is shorter. */
export function spanText(start, end, zone, period) {
  if (period === "P1M") {
    return text(start, zone, { month: "long", year: "numeric" });
  }
  if (period === "P1D") {
    const hours = (end - start) / HOUR;
    return dateText(start, zone) + (hours === 24 ? "" : ` (${formatHours(hours)} h long)`);
  }
  // In a night of 25 hours, the same hour comes twice: only the clock's name tells which.
  const names = offset(start, zone) === offset(start + DAY, zone) && offset(start, zone) === offset(start - DAY, zone)
    ? "" : ` ${clockName(start, zone)}`;
  return `${dateText(start, zone)}, ${timeText(start, zone)} – ${timeText(end, zone)}${names}`;
}

const formatHours = hours => String(Math.round(hours * 100) / 100);
