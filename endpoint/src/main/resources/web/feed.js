// What is listened to: always the windows that are loaded.

import { listen } from "./live.js";

const SETTLED = 300;

export class Feed {
  /** @param on takes rows(data), reload(), state(name), trouble(error) */
  constructor(on) {
    this.on = on;
    this.key = null;
    this.connection = null;
    this.timer = null;
  }

  /** Listens to these and to nothing else; once the reader has stopped moving. */
  watch(series, period, range) {
    const query = new URLSearchParams({ series, period, from: range.from, to: range.to }).toString();
    if (query === this.key) {
      return;
    }
    this.stop();
    this.key = query;
    this.timer = setTimeout(() => {
      this.connection = listen(query, (name, data) => this.take(name, data), state => this.tell(state));
    }, SETTLED);
  }

  take(name, data) {
    if (name === "rows") {
      this.on.rows(data);
    } else if (name === "reload" || (name === "hello" && !data.resumed)) {
      this.on.reload();
    }
  }

  tell(state) {
    if (state instanceof Error) {
      this.on.state("off");
      this.on.trouble(state);
    } else {
      this.on.state(state);
    }
  }

  stop() {
    clearTimeout(this.timer);
    this.connection?.close();
    this.connection = null;
    this.key = null;
    this.on.state("off");
  }
}
