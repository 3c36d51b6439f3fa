// The endpoint, over HTTP. The key, where one is needed, stays in this tab (sessionStorage), and never gets into a link.

const KEY = "joulestream.key";

/** What the endpoint refused or could not do, in words fit for people. */
export class Trouble extends Error {
  constructor(status, reason, detail) {
    super(detail);
    this.status = status;
    this.reason = reason;
  }
}

export const hasKey = () => sessionStorage.getItem(KEY) !== null;

export function setKey(key) {
  if (key) {
    sessionStorage.setItem(KEY, key);
  } else {
    sessionStorage.removeItem(KEY);
  }
}

/** A request's answer; throws {@link Trouble} for any other than 200. */
export async function request(path, options = {}) {
  const headers = { ...options.headers };
  const key = sessionStorage.getItem(KEY);
  if (key) {
    headers.Authorization = `Bearer ${key}`;
  }
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }
    throw new Trouble(0, "unreachable", "Joulestream does not answer. Is it running?");
  }
  if (!response.ok) {
    throw await troubleOf(response);
  }
  return response;
}

async function troubleOf(response) {
  try {
    const problem = await response.json();
    return new Trouble(response.status, problem.reason, problem.detail);
  } catch {
    return new Trouble(response.status, "unknown", `The answer was ${response.status} ${response.statusText}.`);
  }
}

const get = async (path, signal) => (await request(path, { signal, headers: { Accept: "application/json" } })).json();

/** All series of the tenant, by name. */
export async function allSeries(signal) {
  const found = [];
  let cursor = null;
  do {
    const page = await get(`/v1/series?limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, signal);
    found.push(...page.series);
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

export const oneSeries = (series, signal) => get(`/v1/series/${encodeURIComponent(series)}`, signal);

/** The columns of the windows (or readings) that start within the range. */
export function points(series, period, range, signal, evidence = false) {
  const query = new URLSearchParams({ period, from: Math.floor(range.from), to: Math.ceil(range.to) });
  if (evidence) {
    query.set("evidence", "true");
  }
  return get(`/v1/series/${encodeURIComponent(series)}/points?${query}`, signal);
}

/** The latest activities, and a cursor where there are older ones. */
export const activities = (limit, signal) => get(`/v1/activities?limit=${limit}`, signal);

/** What activities come to by type and week, from a Monday on. */
export const weeklyActivities = (from, signal) => get(`/v1/activities/summary?period=P7D&from=${from}`, signal);
