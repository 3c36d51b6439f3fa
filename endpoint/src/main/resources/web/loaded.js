// The windows in memory: those of one series and period, in view and half as much on either side.

import * as api from "./api.js";
import { withEvidence } from "./evidence.js";
import { Windows, rowsOf } from "./windows.js";

/** A change of these gives other windows. */
const fingerprint = series => JSON.stringify([series.series, series.kind, series.zone, series.canonicalUnit, series.maxGap]);

export class Loaded {
  /** @param busy is told whether the reader waits */
  constructor(busy, points = api.points) {
    this.busy = busy;
    this.points = points;
    this.windows = null;
    this.underway = null;
  }

  get loading() {
    return this.underway !== null;
  }

  /** Whether all that is in view is here. */
  covers(series, period, range) {
    return this.windows?.covers(fingerprint(series), period, range) ?? false;
  }

  /** Whether some of it may be. */
  holds(series, period) {
    return this.windows?.series === fingerprint(series) && this.windows.period === period;
  }

  /**
   * Fetches what is to be seen, instead of whatever is being fetched.
   *
   * @param anew whether what is here is out of date
   * @return the range that is here now; null where the same is being fetched already
   */
  async load(series, period, range, anew) {
    const again = anew && this.covers(series, period, range);
    const margin = (range.to - range.from) / 2;
    const wanted = again ? this.windows.range
      : { from: Math.max(0, Math.floor(range.from - margin)), to: Math.ceil(range.to + margin) };
    const key = JSON.stringify([fingerprint(series), period, wanted]);
    if (this.underway?.key === key && !anew) {
      return null;
    }
    this.underway?.abort.abort();
    const mine = { key, abort: new AbortController() };
    this.underway = mine;
    this.busy(!again);
    try {
      const columns = await this.points(series.series, period, wanted, mine.abort.signal, series.kind === "counter");
      mine.abort.signal.throwIfAborted();
      this.windows = new Windows(fingerprint(series), period, wanted, withEvidence(rowsOf(columns), columns.evidence));
      return wanted;
    } finally {
      if (this.underway === mine) {
        this.underway = null;
        this.busy(false);
      }
    }
  }

  /** Puts changed rows in their places; false where they are of other windows. */
  apply(series, data) {
    if (series === null || series.series !== data.series || !this.holds(series, data.period)) {
      return false;
    }
    const { from, to } = this.windows.range;
    this.windows.apply(rowsOf(data).filter(row => row.start >= from && row.start < to));
    return true;
  }
}
