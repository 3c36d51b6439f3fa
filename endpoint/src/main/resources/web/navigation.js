// The state that the address tells: changes of it are entries in the browser's history, so that its buttons work.

import { START, format, parse } from "./location.js";

/** Browsers refuse too many changes of the address: the steps of a movement share one. */
const SETTLED = 150;

const address = state => format(state) || "./";

export class Navigation {
  /** @param changed is called after every change, also by the browser's buttons */
  constructor(changed) {
    this.state = parse(location.search);
    this.changed = changed;
    this.backTo = [];
    this.timer = null;
    addEventListener("popstate", () => {
      clearTimeout(this.timer);
      this.state = parse(location.search);
      changed();
    });
  }

  /** @param how "soon": a step of a movement, which is not worth an entry in the history */
  go(change, how = "push") {
    if (change.series !== undefined && change.series !== this.state.series) {
      this.backTo = [];
    }
    this.state = { ...this.state, ...change };
    clearTimeout(this.timer);
    if (how === "soon") {
      this.timer = setTimeout(() => history.replaceState(null, "", address(this.state)), SETTLED);
    } else if (address(this.state) !== location.search) {
      history.pushState(null, "", address(this.state));
    }
    this.changed();
  }

  /** What was not asked for: no entry, no address. */
  suppose(change) {
    this.state = { ...this.state, ...change };
  }

  /** To a part of what is in view; {@link back} undoes it. */
  zoom(range) {
    this.backTo.push(this.state.range);
    this.go({ range: { from: Math.round(range.from), to: Math.round(range.to) } });
  }

  back() {
    this.go({ range: this.backTo.pop() ?? START.range });
  }
}
