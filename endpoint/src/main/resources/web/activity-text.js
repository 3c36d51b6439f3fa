// An activity in words.

import { numberText } from "./units.js";
import { isKnown, text } from "./zone.js";

const WINDS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/** "1,543 m", "12.3 km"; a dash where it is not known. */
export function distanceText(metres) {
  if (metres === null) {
    return "–";
  }
  return metres < 3000 ? `${numberText(metres, 0)}\u00a0m` : `${numberText(metres / 1000, 1, 1)}\u00a0km`;
}

/** By the clock of the place where it started; where it has none, by UTC's, and says so. */
export function startText(activity) {
  const zone = activity.place && isKnown(activity.place.zone) ? activity.place.zone : "UTC";
  return text(activity.start, zone, { weekday: "short", day: "numeric", month: "short", year: "numeric",
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(activity.place ? {} : { timeZoneName: "short" }) });
}

/** "run · Retiro, ES · 150 bpm". */
export function whatText(activity) {
  return [
    activity.type,
    activity.place && `${activity.place.city}, ${activity.place.country}`,
    activity.heart_rate !== null && `${numberText(activity.heart_rate, 0)}\u00a0bpm`,
  ].filter(Boolean).join(" · ");
}

/** Where the wind comes from: "NW". */
export const windText = degrees => WINDS[Math.round(degrees / 45) % 8];

/** {known, text, why} of an activity's weather; what is not known is not said. */
export function weatherText(weather) {
  if (weather.status !== "enriched") {
    return { known: false, ...without(weather.status) };
  }
  const parts = [
    weather.temperature !== null && `${numberText(weather.temperature, 1, 1)} °C`,
    weather.humidity !== null && `${numberText(weather.humidity, 0)} %`,
    weather.wind_speed !== null && `${numberText(weather.wind_speed, 1, 1)} m/s`
      + (weather.wind_direction === null ? "" : ` ${windText(weather.wind_direction)}`),
    weather.precipitation > 0 && `${numberText(weather.precipitation, 1)} mm`,
  ].filter(Boolean).map(part => part.replaceAll(" ", "\u00a0"));
  return { known: true, text: parts.join(", ") + (weather.provisional ? " (provisional)" : ""),
    why: "at the place and time of its start" + (weather.provisional ? "; better observations may follow" : "") };
}

function without(status) {
  if (status === "pending") {
    return { text: "awaited", why: "the observations around its start have not come yet" };
  }
  if (status === "no_location") {
    return { text: "no place", why: "nobody said where it started" };
  }
  const reason = /\((.*)\)/.exec(status)?.[1].replaceAll("_", " ") ?? status;
  return { text: `none: ${reason}`, why: "no weather could be had; it is added if it comes after all" };
}
