// واژه‌ها - Persian sentences, digits, times and sizes.   Sentences: locales/fa/LC_MESSAGES/web.po

let words = {};

export async function loadWords() {
  if (Object.keys(words).length) return;
  const answer = await fetch("/web/words.json", { cache: "no-cache" });
  if (!answer.ok) throw new Error(`words: ${answer.status}`);
  words = await answer.json();
}

/** The sentence of a key, with `{name}` filled in; numbers become Persian. */
export function say(key, fields = {}) {
  const sentence = words[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = fields[name];
    return value === undefined ? whole : typeof value === "number" ? digits(value) : String(value);
  });
}

export const digits = (text) => String(text).replace(/\d/g, (d) => "۰۱۲۳۴۵۶۷۸۹"[d]);

const ZONE = "Asia/Tehran";
const FA = "fa-IR-u-ca-persian-nu-arabext";
const CLOCK = new Intl.DateTimeFormat(FA, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: ZONE });
const DAY = new Intl.DateTimeFormat(FA, { weekday: "long", day: "numeric", month: "long", timeZone: ZONE });
const DAY_OF_YEAR = new Intl.DateTimeFormat(FA, { day: "numeric", month: "long", year: "numeric", timeZone: ZONE });
const YEAR = new Intl.DateTimeFormat(FA, { year: "numeric", timeZone: ZONE });
const PLAIN = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: ZONE });

export const clock = (at) => CLOCK.format(at);
export const dayKey = (at) => PLAIN.format(at);

/** «امروز»، «دیروز»، or the day of the Jalali calendar. */
export function dayName(at, now = new Date()) {
  if (dayKey(at) === dayKey(now)) return say("chat.today");
  if (dayKey(at) === dayKey(new Date(now - 86400000))) return say("chat.yesterday");
  return (YEAR.format(at) === YEAR.format(now) ? DAY : DAY_OF_YEAR).format(at);
}

export const fullTime = (at) => `${DAY_OF_YEAR.format(at)}، ${CLOCK.format(at)}`;

/** A size in the unit people would say. */
export function size(bytes) {
  if (bytes < 1024) return say("size.byte", { n: bytes });
  if (bytes < 1024 * 1024) return say("size.kilo", { n: Math.round(bytes / 1024) });
  return say("size.mega", { n: digits((bytes / 1048576).toFixed(1)).replace(".", "٫").replace("٫۰", "") });
}

/** A mobile as people write it, kept in its order inside Persian text. */
export function mobile(number) {
  const local = number.replace(/[۰-۹]/g, (d) => "۰۱۲۳۴۵۶۷۸۹".indexOf(d)).replace(/\s/g, "").replace(/^(\+98|0098)/, "0");
  return `\u2066${digits(local.replace(/^(\d{4})(\d{3})(\d{4})$/, "$1 $2 $3"))}\u2069`;
}

/** How long, in seconds, as `m:ss`. */
export const minutes = (seconds) => digits(`${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`);

export function waitWords(seconds) {
  if (seconds < 100) return say("problem.wait_seconds", { n: seconds });
  return seconds < 6000 ? say("problem.wait_minutes", { n: Math.ceil(seconds / 60) }) : say("problem.wait_hours", { n: Math.ceil(seconds / 3600) });
}
