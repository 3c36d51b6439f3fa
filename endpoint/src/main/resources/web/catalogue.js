// The series that there are, as the endpoint last said; none are known before it did.

import * as api from "./api.js";

export class Catalogue {
  constructor(source = api) {
    this.source = source;
    this.all = null;
  }

  async refresh() {
    this.all = await this.source.allSeries();
  }

  /** One of them alone, after a change of it. */
  async refreshOne(name) {
    const fresh = await this.source.oneSeries(name);
    this.all = this.all.map(series => series.series === fresh.series ? fresh : series);
  }

  /** Null where there is none of this name. */
  find(name) {
    return this.all?.find(series => series.series === name) ?? null;
  }
}
