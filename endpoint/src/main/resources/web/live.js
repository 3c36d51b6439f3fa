// Server-sent events of GET /v1/live. EventSource cannot send a key, so this reads the stream itself.

import { request } from "./api.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** Splits a stream of text into events: {event, id, data}. */
export function parser(deliver) {
  let rest = "";
  return chunk => {
    rest += chunk;
    const blocks = rest.split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = {};
      for (const line of block.split("\n")) {
        const colon = line.indexOf(":");
        if (colon > 0) {
          fields[line.slice(0, colon)] = line.slice(colon + 1).replace(/^ /, "");
        }
      }
      if (fields.data !== undefined) {
        deliver({ event: fields.event ?? "message", id: fields.id, data: JSON.parse(fields.data) });
      }
    }
  };
}

/**
 * Listens until it is closed, and comes back where the connection breaks, from where it was.
 *
 * @param onEvent takes (name, data)
 * @param onState takes "connecting", "live", "waiting" or a Trouble that will not go away by itself
 */
export function listen(query, onEvent, onState) {
  const abort = new AbortController();
  let lastId = null;
  let wait = FIRST_WAIT;

  const deliver = ({ event, id, data }) => {
    lastId = id ?? lastId;
    wait = FIRST_WAIT;
    onState(event === "trouble" ? "waiting" : "live");
    onEvent(event, data);
  };

  async function connect() {
    const headers = { Accept: "text/event-stream", ...(lastId ? { "Last-Event-ID": lastId } : {}) };
    const response = await request(`/v1/live?${query}`, { headers, signal: abort.signal, cache: "no-store" });
    const read = parser(deliver);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      read(part.value);
    }
  }

  async function run() {
    while (!abort.signal.aborted) {
      onState("connecting");
      try {
        await connect();
      } catch (error) {
        if (abort.signal.aborted) {
          return;
        }
        if (error.status >= 400 && error.status < 500 && error.status !== 429) {
          onState(error);
          return;
        }
      }
      if (!abort.signal.aborted) {
        onState("waiting");
        await new Promise(resolve => setTimeout(resolve, wait));
        wait = Math.min(2 * wait, LONGEST_WAIT);
      }
    }
  }

  run();
  return { close: () => abort.abort() };
}
