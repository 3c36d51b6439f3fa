// The tenant's activities: what they come to by week, and the latest with their places and weather.

import * as api from "./api.js";
import { byId, choice, element } from "./dom.js";
import { distanceText, startText, weatherText, whatText } from "./activity-text.js";
import { durationText } from "./units.js";
import { monday, typesOf, weeksOf } from "./weeks.js";
import { text } from "./zone.js";

const WEEKS = 52;
const FIRST_LISTED = 30;
const MORE = 100;
const MOST = 1000;

export class Activities {
  /**
   * @param wanted whether they are what is to be shown
   * @param trouble takes what went wrong
   */
  constructor(wanted, trouble) {
    Object.assign(this, { wanted, trouble, any: false, limit: FIRST_LISTED, type: null, told: null });
    byId("older").addEventListener("click", () => {
      this.limit = Math.min(MOST, this.limit + MORE);
      this.load();
    });
  }

  /** Whether there are any: only then the page tells of activities. What is shown of them is read anew. */
  async look() {
    this.any = this.any || (await api.activities(1)).activities.length > 0;
    byId("to-activities").hidden = !this.any;
    if (this.told !== null) {
      await this.load();
    }
  }

  /** Shows them or nothing of them; returns which. */
  show() {
    const wanted = this.wanted();
    byId("activities").hidden = !wanted;
    byId("to-activities").ariaCurrent = wanted ? "page" : null;
    if (!wanted) {
      this.told = null;
    } else if (this.told === null) {
      this.told = "";
      this.load();
    }
    return wanted;
  }

  async load() {
    const now = Date.now();
    const first = monday(now, WEEKS);
    try {
      const [page, sums] = await Promise.all([api.activities(this.limit), api.weeklyActivities(first)]);
      const told = JSON.stringify([page.activities, page.next === null, sums.summary, first]);
      if (this.wanted() && told !== this.told) {
        this.told = told;
        this.showWeeks(sums.summary, first, monday(now, 0));
        this.showList(page);
      }
    } catch (error) {
      this.trouble(error);
    }
  }

  showWeeks(rows, first, last) {
    const types = typesOf(rows);
    if (!types.includes(this.type)) {
      this.type = types[0] ?? null;
    }
    byId("weekly").hidden = this.type === null;
    choice(byId("types"), types.map(type => ({ id: type, name: type })), this.type, type => {
      this.type = type;
      this.showWeeks(rows, first, last);
    });
    const weeks = weeksOf(rows, this.type, first, last);
    const most = Math.max(1, ...weeks.map(week => week.distance));
    byId("weeks-most").textContent = distanceText(most);
    byId("weeks").replaceChildren(...weeks.map(week => bar(week, most)));
    byId("weeks-first").textContent = dayText(weeks[0].start);
    byId("weeks-last").textContent = dayText(weeks.at(-1).start);
  }

  showList({ activities, next }) {
    byId("activity-rows").replaceChildren(...activities.map(row));
    byId("older").hidden = next === null || this.limit === MOST;
    byId("activities-about").textContent =
      next === null ? `${activities.length}` : `the latest ${activities.length}`;
  }
}

const dayText = day => text(Date.parse(day), "UTC", { day: "numeric", month: "short", year: "numeric" });

function bar({ start, count, distance }, most) {
  const words = `week of ${dayText(start)}: ${count === 0 ? "none" : `${distanceText(distance)}, ${count} times`}`;
  const filled = element("span", { class: "bar" });
  filled.style.height = `${100 * distance / most}%`;
  return element("li", { title: words }, filled, element("span", { class: "visually-hidden", text: words }));
}

function row(activity) {
  const weather = weatherText(activity.weather);
  return element("tr", { "data-activity": `${activity.source}/${activity.id}` },
    element("th", { scope: "row" }, element("time", { datetime: new Date(activity.start).toISOString(),
      text: startText(activity) })),
    element("td", {}, element("div", { text: activity.name ?? activity.type }), element("div", { class: "note", text: whatText(activity) })),
    element("td", { class: "number", text: distanceText(activity.distance_m) }),
    element("td", { class: "number", text: activity.moving_s === null ? "–" : durationText(1000 * activity.moving_s) }),
    element("td", { class: weather.known ? null : "note", "data-weather": activity.weather.status, text: weather.text,
      title: weather.why }));
}
