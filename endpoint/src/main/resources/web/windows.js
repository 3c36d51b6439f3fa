// The windows that are loaded, by their start; changes are put in place.

/** Objects of columns: [{start, end, total, …}]; readings become windows of no length. */
export function rowsOf(columns) {
  if (columns.ts) {
    return columns.ts.map((ts, i) => ({
      start: ts, end: ts, value: columns.value[i], quality: "measured", deleted: columns.deleted?.[i] ?? false,
    }));
  }
  return columns.start.map((start, i) => ({
    start,
    end: columns.end[i],
    total: columns.total[i],
    mean: columns.mean[i],
    min: columns.min[i],
    max: columns.max[i],
    first: columns.first[i],
    firstTs: columns.first_ts[i],
    last: columns.last[i],
    lastTs: columns.last_ts[i],
    count: columns.count[i],
    measured: columns.measured_ms[i],
    interpolated: columns.interpolated_ms[i],
    quality: columns.quality[i],
    deleted: columns.deleted?.[i] ?? false,
  }));
}

export class Windows {
  /** @param range what is loaded: outside of it, nothing is known */
  constructor(series, period, range, rows) {
    this.series = series;
    this.period = period;
    this.range = range;
    this.rows = rows;
  }

  covers(series, period, range) {
    return this.series === series && this.period === period && this.range.from <= range.from && this.range.to >= range.to;
  }

  /** Puts changed rows in their places. */
  apply(changes) {
    const byStart = new Map(this.rows.map(row => [row.start, row]));
    for (const row of changes) {
      if (row.deleted) {
        byStart.delete(row.start);
      } else {
        byStart.set(row.start, { evidence: byStart.get(row.start)?.evidence, ...row });
      }
    }
    this.rows = [...byStart.values()].sort((a, b) => a.start - b.start);
  }

  /** Those that overlap the range, in order. */
  within(range) {
    return this.rows.filter(row => row.start < range.to && (row.end > range.from || row.start >= range.from));
  }

  /** The window that holds the instant, or the reading next to it; null where there is none. */
  at(ms, tolerance) {
    const rows = this.rows;
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle].start <= ms) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const before = rows[low - 1];
    if (before && before.end > ms) {
      return before;
    }
    const nearest = [before, rows[low]].filter(row => row && row.start === row.end && Math.abs(row.start - ms) <= tolerance)
      .sort((a, b) => Math.abs(a.start - ms) - Math.abs(b.start - ms))[0];
    return nearest ?? null;
  }
}

/** What is drawn of a window: a total for amounts, a mean for levels, the value of a reading. */
export function valueOf(row, kind) {
  return row.value !== undefined ? row.value : kind === "gauge" ? row.mean : row.total;
}

/** Of what that value is: of readings in the series' unit, of totals of a power in energy. */
export const isAmount = (series, period) => series.kind !== "gauge" && period !== "raw";
