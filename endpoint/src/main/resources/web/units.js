// Values as people say them: kWh instead of Wh, a number of digits that can be read.

/** A canonical unit's display units: shown = value * factor + shift; each fits magnitudes from `from` on. */
const SCALES = {
  Wh: [
    { unit: "Wh", factor: 1, from: 0 },
    { unit: "kWh", factor: 1e-3, from: 100 },
    { unit: "MWh", factor: 1e-6, from: 1e7 },
    { unit: "GWh", factor: 1e-9, from: 1e10 },
  ],
  W: [
    { unit: "W", factor: 1, from: 0 },
    { unit: "kW", factor: 1e-3, from: 2000 },
    { unit: "MW", factor: 1e-6, from: 2e6 },
  ],
  m3: [
    { unit: "L", factor: 1000, from: 0 },
    { unit: "m³", factor: 1, from: 0.2 },
  ],
  Cel: [
    { unit: "°C", factor: 1, from: 0 },
    { unit: "°F", factor: 1.8, shift: 32, from: Infinity },
  ],
  1: [{ unit: "", factor: 1, from: 0 }],
};

/** The display units of a canonical one. */
export function unitsOf(canonical) {
  return (SCALES[canonical] ?? [{ unit: canonical, factor: 1, from: 0 }]).map(scale => scale.unit);
}

/** The scale of the chosen unit, or of the one that suits values up to this magnitude. */
export function scaleFor(canonical, magnitude, chosen = "auto") {
  const scales = SCALES[canonical] ?? [{ unit: canonical, factor: 1, from: 0 }];
  const wanted = scales.find(scale => scale.unit === chosen);
  return wanted ?? scales.filter(scale => scale.from <= Math.abs(magnitude)).at(-1) ?? scales[0];
}

/** A definition's own unit where it is one of the display units: what its register shows. */
export function registerScale(series) {
  const unit = { m3: "m³", Cel: "°C", degF: "°F" }[series.unit] ?? series.unit;
  const magnitude = series.last ? series.last.value : 0;
  return scaleFor(series.canonicalUnit, magnitude, unit);
}

export const shown = (value, scale) => value * scale.factor + (scale.shift ?? 0);

const numberFormats = new Map();

export function numberText(number, most = 3, least = 0) {
  const key = `${most}/${least}`;
  let format = numberFormats.get(key);
  if (!format) {
    // No "-0", whether it was one or becomes one.
    format = new Intl.NumberFormat(undefined,
      { maximumFractionDigits: most, minimumFractionDigits: least, signDisplay: "negative" });
    numberFormats.set(key, format);
  }
  return format.format(number);
}

/** How many digits after the point a number of this magnitude deserves. */
export function digitsFor(magnitude) {
  const size = Math.abs(magnitude);
  return size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
}

/** "12.35 kWh"; a dash where there is no value. */
export function valueText(value, scale, exact = false) {
  if (value === null || value === undefined) {
    return "–";
  }
  const number = shown(value, scale);
  const text = numberText(number, exact ? 6 : digitsFor(number));
  return scale.unit ? `${text}\u00a0${scale.unit}` : text;
}

/** "12 h 30 min", "35 d": the two greatest parts. */
export function durationText(ms) {
  if (ms < 1000) {
    return `${ms} ms`;
  }
  let rest = Math.round(ms / 1000);
  const parts = [];
  for (const [name, seconds] of [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]]) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0) {
      parts.push(`${count} ${name}`);
    } else if (parts.length > 0) {
      break;
    }
    if (parts.length === 2) {
      break;
    }
  }
  return parts.join(" ");
}

/** An ISO 8601 duration of days or less ("P35D", "PT15M") in milliseconds; null where it is none. */
export function isoMillis(text) {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text ?? "");
  if (!match || text.length < 3) {
    return null;
  }
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map(part => Number(part ?? 0));
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

/** "3 min ago", in the reader's language. */
export function agoText(ms, now) {
  const seconds = (ms - now) / 1000;
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto", style: "short" });
  for (const [unit, size] of [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) {
      return relative.format(Math.round(seconds / size), unit);
    }
  }
  return relative.format(Math.round(seconds), "second");
}
