// کارها - what a rahyar does goes to the house with an id of its own; what it says no to is shown.   Carried out by bot/desk/acts.py

import { toast } from "./overlay.js";
import { NoLine, post, Refused, sentenceFor } from "./wire.js";

const TRIES = 4;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Do something; without an answer the same request is sent again, and counts once. Throws Refused, NoLine. */
export async function send(chat, act, number, body = {}) {
  const path = `/web/desk/${chat}${number ? `/cases/${number}` : ""}/${act}`;
  const deed = { id: crypto.randomUUID(), ...body };
  for (let n = 1; ; n += 1) {
    try {
      return (await post(path, deed)).done;
    } catch (why) {
      const passing = why instanceof NoLine || (why instanceof Refused && why.passing);
      if (!passing || n >= TRIES) throw why;
      await pause(why.wait ? Math.min(why.wait, 5) * 1000 : 400 * 2 ** n);
    }
  }
}

/** The same, where a no is shown in passing. Returns whether it was done. */
export async function attempt(chat, act, number, body = {}) {
  try {
    await send(chat, act, number, body);
    return true;
  } catch (why) {
    toast(sentenceFor(why), "bad");
    return false;
  }
}
