// سیم - requests to the house: who is refused learns why, who finds no line learns that.   Used by outbox.js, door.js, town.js, chat.js

import { say } from "./words.js";

/** The house said no: `status`, `why`, a Persian `text`, `wait` seconds, and what more it told. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.why || String(status));
    this.status = status;
    this.why = body.why || "";
    this.text = body.text || "";
    this.wait = body.wait || 0;
    this.more = body.more || {};
  }

  /** Whether the same request may succeed later as it is. */
  get passing() {
    return this.status >= 500 || [408, 425, 429].includes(this.status);
  }
}

/** No answer came: whether it was heard is unknown. */
export class NoLine extends Error {}

/** The sentence for somebody whose request failed; a mistake of the page itself is thrown on. */
export function sentenceFor(why) {
  if (!(why instanceof Refused || why instanceof NoLine)) throw why;
  return why.text || say("state.waiting");
}

async function read(request) {
  let answer;
  try {
    answer = await request;
  } catch (why) {
    throw new NoLine(String(why));
  }
  if (answer.status === 204) return {};
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

export const get = (path) => read(fetch(path, { cache: "no-store" }));

/** Send JSON, or a FormData as it is. The header is one that no other site can send. */
export function post(path, body = {}) {
  const headers = { "X-EmResalat": "1" };
  const form = body instanceof FormData;
  if (!form) headers["Content-Type"] = "application/json";
  return read(fetch(path, { method: "POST", headers, body: form ? body : JSON.stringify(body), signal: AbortSignal.timeout(form ? 180000 : 30000) }));
}
