// What is wrong, or missing, in words.

import { element } from "./dom.js";

const FIRST_READING = origin => `curl -X PUT ${origin}/v1/series/main -H 'content-type: application/json' \\
  -d '{"kind":"counter","unit":"kWh","zone":"${Intl.DateTimeFormat().resolvedOptions().timeZone}","name":"Main meter"}'

curl -X POST ${origin}/v1/readings -H 'content-type: application/json' \\
  -d '[{"series":"main","ts":"${hoursAgo(24)}","value":1000},
       {"series":"main","ts":"${hoursAgo(0)}","value":1010.5}]'`;

const hoursAgo = hours => new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19) + "Z";

export class Messages {
  /** @param keyGiven takes the key that the reader enters */
  constructor(box, dialog, form, keyGiven) {
    this.box = box;
    this.dialog = dialog;
    form.addEventListener("submit", () => {
      const input = form.querySelector("input");
      keyGiven(input.value.trim());
      input.value = "";
    });
  }

  clear() {
    this.box.hidden = true;
    this.box.replaceChildren();
  }

  say(...content) {
    this.box.replaceChildren(...content);
    this.box.hidden = false;
  }

  trouble(error) {
    const heading = error.status === 503 || error.status === 504 ? "The store is away" : "That did not work";
    this.say(element("h2", { text: error.status === 0 ? "No answer" : heading }), element("p", { text: error.message }),
      error.status === 0 || error.status >= 500 ? element("p", { class: "note", text: "Trying again every few seconds." }) : "");
  }

  /** @param none whether there is no series at all */
  noSeries(none, wanted) {
    if (none) {
      this.say(element("h2", { text: "No series yet" }),
        element("p", { text: "Define one and send it two readings; its chart appears here by itself:" }),
        element("pre", { text: FIRST_READING(location.origin) }));
    } else if (wanted !== null) {
      this.say(element("h2", { text: "No such series" }), element("p", { text: `There is no series “${wanted}” (any more).` }));
    } else {
      this.clear();
    }
  }

  askKey(wasWrong) {
    document.getElementById("key-why").textContent = wasWrong
      ? "The key that was given is not known here." : "This Joulestream shows its series to those who have a key.";
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
  }
}
