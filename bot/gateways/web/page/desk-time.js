// زمان میز - the clock of the house, and nodes that show how long somebody waits or how much time is left.   Used by all of the desk

import { clock, dayKey, dayName, digits, minutes, say } from "./words.js";

let ahead = 0; // milliseconds that the house's clock is before this device's
export const rules = { target: 60, alarm: 600, ring: 60 };

export function setClock(now) {
  ahead = now - Date.now();
}

export const now = () => Date.now() + ahead;

/** How long, in words short enough for a list. */
export function span(seconds) {
  if (seconds < 3600) return minutes(Math.max(0, seconds));
  const hours = Math.floor(seconds / 3600);
  return hours < 48 ? say("desk.hours", { n: hours }) : say("desk.days", { n: Math.floor(hours / 24) });
}

/** «۱۴:۳۰», with its day where that is another. */
export function moment(ms) {
  const at = new Date(ms);
  return dayKey(at) === dayKey(new Date(now())) ? clock(at) : `${dayName(at, new Date(now()))} ${clock(at)}`;
}

/** Every second: waits grow (`data-since`), rings run out (`data-until`, with the share that is left for its bar). */
export function tick(root) {
  const at = now();
  for (const node of root.querySelectorAll("[data-since]")) {
    const seconds = (at - Number(node.dataset.since)) / 1000;
    const text = span(seconds);
    if (node.textContent !== text) node.textContent = text;
    node.classList.toggle("late", seconds >= rules.target);
    node.classList.toggle("alarm", seconds >= rules.alarm);
  }
  for (const node of root.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.ceil((Number(node.dataset.until) - at) / 1000));
    const text = say("desk.seconds", { n: digits(left) });
    if (node.textContent !== text) node.textContent = text;
    node.closest(".ring")?.style.setProperty("--left", `${Math.min(100, (left / Number(node.dataset.of)) * 100)}%`);
  }
}
