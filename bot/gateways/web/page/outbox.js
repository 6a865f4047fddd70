// صندوق فرستادنی‌ها - what a person said and the house has not confirmed: kept in the browser, sent in order, the same id however often.

import { recall, remember } from "./dom.js";
import { dropFile, fileOf, keepFile } from "./filebox.js";
import { NoLine, post, Refused } from "./wire.js";

export class Outbox {
  /** hears: {changed(), done(item, answer), refused(item, problem), signedOut()}. `base`: where acts are sent to. */
  constructor(chat, hears, base = `/web/chats/${chat}`) {
    this.chat = chat;
    this.base = base;
    this.hears = hears;
    this.items = recall(`unsent.${chat}`, []);
    this.failures = 0;
    this.sending = false;
    this.wake = () => {
      this.failures = 0;
      this.pump();
    };
    window.addEventListener("online", this.wake);
  }

  close() {
    window.removeEventListener("online", this.wake);
    clearTimeout(this.timer);
    this.closed = true;
  }

  /** Queue an act: said, tap, start, contact, place, attached. Returns its id. */
  async add(act, body = {}, file = null) {
    const item = { id: crypto.randomUUID(), act, body, at: Date.now() };
    if (file) {
      item.file = { name: file.name, size: file.size, type: file.type };
      await keepFile(item.id, file);
    }
    this.items.push(item);
    this.save();
    this.pump();
    return item.id;
  }

  again(id) {
    for (const item of this.items) if (item.id === id) delete item.problem;
    this.save();
    this.wake();
  }

  drop(id) {
    this.items = this.items.filter((item) => item.id !== id);
    dropFile(id);
    this.save();
  }

  save() {
    remember(`unsent.${this.chat}`, this.items.length ? this.items : null);
    this.hears.changed();
  }

  async pump() {
    if (this.sending || this.closed) return;
    this.sending = true;
    clearTimeout(this.timer);
    try {
      for (let item; !this.closed && (item = this.items.find((i) => !i.problem)); ) if (!(await this.send(item))) break;
    } finally {
      this.sending = false;
    }
  }

  /** True: go on with the next one. */
  async send(item) {
    try {
      const answer = await post(`${this.base}/${item.act}`, await this.bodyOf(item));
      this.failures = 0;
      this.hears.done(item, answer);
      this.drop(item.id);
      return true;
    } catch (why) {
      if (why instanceof Refused && why.status === 401) {
        this.hears.signedOut();
        return false;
      }
      if (why instanceof NoLine || (why instanceof Refused && why.passing)) {
        this.failures += 1;
        const pause = why.wait ? why.wait * 1000 : Math.min(15000, 500 * 2 ** Math.min(this.failures, 5));
        this.timer = setTimeout(() => this.pump(), pause);
        this.hears.changed();
        return false;
      }
      item.problem = why.text || "!";
      this.hears.refused(item, why);
      if (["tap", "start"].includes(item.act)) this.drop(item.id);
      else this.save();
      return true;
    }
  }

  async bodyOf(item) {
    if (!item.file) return { id: item.id, ...item.body };
    const form = new FormData();
    form.append("id", item.id);
    form.append("text", item.body.text || "");
    form.append("file", (await fileOf(item.id)) || new Blob([]), item.file.name);
    return form;
  }
}
