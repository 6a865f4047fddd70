// نوشتن در میز - words and files for the person, or a private note; «/» finds ready answers.   Base: composer.js   Ready answers: desk-ready.js

import { Composer } from "./composer.js";
import { ReadyBox } from "./desk-ready.js";
import { el, icon } from "./dom.js";
import { get, post } from "./wire.js";
import { say } from "./words.js";

export class DeskWriter extends Composer {
  /** send(act, body, file): `reply`, `note`, `ready`, `attached`. */
  constructor(desk, number, send) {
    super(`desk.${desk.chat}.${number}`, desk.fileLimit, send);
    this.desk = desk;
    this.number = number;
    this.noting = false;
    this.told = new Set(); // colleagues who are mentioned
    this.ready = new ReadyBox(desk, this.text, { may: () => !this.noting, fill: (text) => this.fill(text), send: (answer, values) => send("ready", { answer, values }) });
    this.toggle = el("button", { type: "button", class: "note-toggle", "aria-pressed": "false", on: { click: () => (this.note(!this.noting), this.focus()) } }, icon("lock"), el("span", { text: say("note.toggle") }));
    this.mentions = el("div", { class: "mentions", role: "group", "aria-label": say("note.mention"), hidden: true });
    this.secret = el("p", { class: "secret", hidden: true, text: say("note.secret") });
    this.node.prepend(this.ready.node, el("div", { class: "write-top" }, this.toggle, this.secret, this.mentions));
    this.node.addEventListener("keydown", (event) => this.ready.key(event) && event.stopPropagation(), true);
    this.text.addEventListener("input", () => this.sign());
    this.text.placeholder = say("desk.write_hint");
    this.bar.querySelector("label").textContent = say("desk.write_keys");
  }

  /** Where a conversation is not in hand only notes may be written. */
  suits(head) {
    const may = head.mine && head.state !== "transfer";
    this.onlyNotes = !may;
    this.node.hidden = head.over;
    this.toggle.disabled = !may;
    if (!may) this.note(true);
    else if (this.forced) this.note(false);
    this.forced = !may;
  }

  /** For colleagues only, or for the person again. */
  note(yes) {
    this.noting = yes || Boolean(this.onlyNotes);
    this.node.classList.toggle("noting", this.noting);
    this.toggle.setAttribute("aria-pressed", String(this.noting));
    this.secret.hidden = !this.noting;
    this.text.placeholder = say(this.noting ? "note.hint" : "desk.write_hint");
    this.bar.querySelector(".icon-button").hidden = this.noting; // no files in notes
    this.mentions.hidden = !this.noting;
    if (this.noting) {
      this.ready.hide();
      this.whom();
    }
    this.drawSend();
  }

  /** Colleagues on duty, who may be told of a note. */
  async whom() {
    if (this.asked) return;
    this.asked = true;
    const { colleagues } = await get(`/web/desk/${this.desk.chat}/about`).catch(() => ({ colleagues: [] }));
    this.mentions.replaceChildren(...colleagues.slice(0, 6).map((one) => {
      const node = el("button", { type: "button", class: "mention", "aria-pressed": "false", text: `@${one.name}` });
      node.addEventListener("click", () => {
        if (!this.told.delete(one.ref)) this.told.add(one.ref);
        node.setAttribute("aria-pressed", String(this.told.has(one.ref)));
        this.focus();
      });
      return node;
    }));
  }

  /** The person sees that somebody writes to them; a sign that is lost is no loss. */
  sign() {
    const now = Date.now();
    if (this.noting || !this.text.value.trim() || this.text.value.startsWith("/") || now - (this.signed ?? 0) < 4000) return;
    this.signed = now;
    post(`/web/desk/${this.desk.chat}/cases/${this.number}/writes`).catch(() => {});
  }

  fill(text) {
    this.text.value = text;
    this.drawSend();
    this.focus();
    this.text.setSelectionRange(text.length, text.length);
  }

  drawSend() {
    super.drawSend();
    if (!this.noting) return;
    this.micButton.hidden = true;
    this.sendButton.hidden = false;
  }

  say(words) {
    return this.send("reply", { words });
  }

  async submit() {
    const words = this.text.value.trim();
    if (!this.noting) {
      if (this.ready.open) return;
      await super.submit();
      return;
    }
    if (!words) return;
    this.text.value = "";
    this.drawSend();
    const mentioned = [...this.told];
    this.told.clear();
    this.mentions.querySelectorAll("[aria-pressed=true]").forEach((n) => n.setAttribute("aria-pressed", "false"));
    await this.send("note", { words, ...(mentioned.length ? { mentioned } : {}) });
    this.focus();
  }
}
