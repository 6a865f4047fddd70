// ستون گفت‌وگو - one conversation: its messages, what is on its way, and where one writes.   Bubbles: bubble.js   Writing: composer.js

import { bubble, fill, unsent } from "./bubble.js";
import { Composer } from "./composer.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { fileOf } from "./filebox.js";
import { Outbox } from "./outbox.js";
import { box, toast } from "./overlay.js";
import { get, sentenceFor } from "./wire.js";
import { dayKey, dayName, digits, say } from "./words.js";

const NEAR = 120; // pixels from the end that still count as looking at the newest
const TIGHT = 240000; // messages of one side within four minutes stand close together

export class Column {
  /** person: {key, name, role}; hears: {close(key), seen(key, n), fresh(key), signedOut()}; controls: nodes for the head. */
  constructor(person, hears, { fileLimit, payload = "", controls = [], closable = false }) {
    this.person = person;
    this.hears = hears;
    this.payload = payload;
    this.messages = new Map();
    this.nodes = new Map();
    this.days = new Map();
    this.sources = new Map(); // unsent file id -> blob address
    this.waiting = 0;
    this.outbox = new Outbox(person.key, {
      changed: () => this.drawUnsent(),
      done: (item, answer) => this.done(item, answer),
      refused: (item, problem) => this.refused(item, problem),
      signedOut: () => hears.signedOut(),
    });
    this.composer = new Composer(person.key, fileLimit, (act, body, file) => this.add(act, body, file));
    this.build(controls, closable);
    this.drawUnsent();
  }

  build(controls, closable) {
    const { key, name, role } = this.person;
    const label = role ? say("chat.of", { name, role }) : say("chat.log", { name });
    this.state = el("span", { class: "state", role: "status" });
    this.older = el("button", { type: "button", class: "older", text: say("chat.older"), hidden: true, on: { click: () => this.loadOlder() } });
    this.bones = el("div", { class: "bones", "aria-hidden": true }, ...["a", "b", "c"].map((x) => el("i", { class: `bone bone-${x}` })));
    this.list = el("div", { class: "messages" });
    this.queue = el("div", { class: "messages queue" });
    this.typing = el("div", { class: "message typing", hidden: true }, el("div", { class: "bubble" }, el("i"), el("i"), el("i"), el("span", { class: "hidden", text: say("chat.typing") })));
    this.log = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": say("chat.log", { name }), tabindex: "0" }, this.older, this.bones, this.list, this.queue, this.typing);
    this.pill = el("button", { type: "button", class: "pill", hidden: true, "aria-label": say("chat.newest"), on: { click: () => this.toEnd(true) } });
    this.ask = el("div", { class: "ask", hidden: true });
    const face = this.person.bot ? el("img", { class: "avatar", src: "/web/page/icon.svg", alt: "" }) : avatar(name, key);
    const title = el("div", { class: "who" }, el("h2", { text: name }), role ? el("p", { text: role }) : null, this.state);
    const close = closable ? iconButton("close", say("town.close", { name }), () => this.hears.close(key), { class: "icon-button close" }) : null;
    this.node = el("section", { class: "column", "aria-label": label, data: { chat: key } },
      el("header", { class: "head" }, face, title, ...controls, close), el("div", { class: "paper" }, this.log, this.pill), this.ask, this.composer.node);
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    const leave = (yes) => yes && (this.stuck = false); // a hand on the page counts at once, even where nothing has moved yet
    this.log.addEventListener("wheel", (event) => leave(event.deltaY < 0), { passive: true });
    this.log.addEventListener("touchmove", () => leave(true), { passive: true });
    this.log.addEventListener("keydown", (event) => leave(["ArrowUp", "PageUp", "Home"].includes(event.key)));
    this.node.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && this.composer.focus());
    this.composer.takesDrops(this.node);
    new ResizeObserver(() => this.stuck && this.toEnd(false)).observe(this.log);
  }

  shown(yes) {
    this.node.classList.toggle("shown", yes);
    if (yes && this.atEnd()) this.sawAll();
  }

  /** Changes from the house. `whole`: everything there is, from the newest back. */
  apply({ messages, whole }) {
    const end = this.stuck || this.atEnd() || whole;
    if (whole) this.clear();
    let fresh = 0;
    for (const message of messages) fresh += this.put(message) && message.by === "bot" ? 1 : 0;
    if (whole) {
      this.older.hidden = messages.length < 80;
      this.bones.remove();
      if (!messages.length && !this.outbox.items.some((i) => i.act === "start")) this.outbox.add("start", this.payload ? { payload: this.payload } : {});
      setTimeout(() => this.log.setAttribute("aria-live", "polite"), 300); // the past is not read aloud, what comes is
    }
    if (fresh && !whole) this.setTyping(false);
    this.drawDays();
    this.drawAsk();
    if (fresh && !whole) this.hears.fresh(this.person.key);
    if (end) this.toEnd(!whole);
    else if (fresh) this.missed(fresh);
  }

  clear() {
    this.messages.clear();
    this.nodes.clear();
    this.days.clear();
    this.list.replaceChildren();
  }

  /** True when it is new here. */
  put(message) {
    const old = this.nodes.get(message.n);
    if (message.client) this.queue.querySelector(`[data-id="${CSS.escape(message.client)}"]`)?.remove();
    if (message.gone) {
      old?.remove();
      this.nodes.delete(message.n);
      this.messages.delete(message.n);
      return false;
    }
    this.messages.set(message.n, message);
    const hears = { tap: (m, button, free) => this.tap(m, button, free), find: (n) => this.messages.get(n) };
    if (old) {
      fill(old, message, hears);
      return false;
    }
    const node = bubble(message, hears);
    const next = [...this.nodes].filter(([n]) => n > message.n).sort((a, b) => a[0] - b[0])[0];
    this.list.insertBefore(node, next ? next[1] : null);
    this.nodes.set(message.n, node);
    return true;
  }

  /** The days between the messages, and which messages stand close together. */
  drawDays() {
    const wanted = new Map();
    let before = null;
    for (const n of [...this.messages.keys()].sort((a, b) => a - b)) {
      const message = this.messages.get(n);
      const at = new Date(message.at);
      const day = dayKey(at);
      if (!before || dayKey(new Date(before.at)) !== day) wanted.set(day, [at, n]);
      const near = before && before.by === message.by && !before.rows && dayKey(new Date(before.at)) === day && at - new Date(before.at) < TIGHT;
      this.nodes.get(n).classList.toggle("tight", Boolean(near));
      before = message;
    }
    for (const [day, node] of this.days) if (!wanted.has(day)) node.remove();
    for (const [day, [at, n]] of wanted) {
      const node = this.days.get(day) ?? el("p", { class: "day" }, el("span", { text: dayName(at) }));
      if (node.nextSibling !== this.nodes.get(n)) this.list.insertBefore(node, this.nodes.get(n));
      this.days.set(day, node);
    }
  }

  async loadOlder() {
    const first = Math.min(...this.messages.keys());
    this.older.disabled = true;
    try {
      const height = this.log.scrollHeight - this.log.scrollTop;
      const { messages } = await get(`/web/chats/${this.person.key}/before/${first}`);
      this.log.setAttribute("aria-live", "off");
      messages.forEach((message) => this.put(message));
      this.older.hidden = messages.length < 50;
      this.drawDays();
      this.log.scrollTop = this.log.scrollHeight - height;
    } catch (why) {
      toast(sentenceFor(why), "bad");
    } finally {
      this.older.disabled = false;
      setTimeout(() => this.log.setAttribute("aria-live", "polite"), 300);
    }
  }

  /** The bar that shares the own number or place, while the last word of the bot asks for it. */
  drawAsk() {
    const last = [...this.messages.values()].filter((m) => m.by === "bot").sort((a, b) => b.n - a.n)[0];
    const answered = last && [...this.messages.values()].some((m) => m.n > last.n && (m.contact || m.place));
    const asks = answered ? "" : (last?.ask ?? "");
    if (this.asks === asks) return;
    this.asks = asks;
    this.ask.hidden = !asks;
    const share = { contact: () => this.add("contact"), location: () => this.composer.sharePlace() }[asks];
    const words = asks === "contact" ? "chat.share_contact" : "chat.share_place";
    this.ask.replaceChildren(...(share ? [el("button", { type: "button", class: "button primary", on: { click: share } }, icon(asks === "contact" ? "phone" : "pin"), say(words))] : []));
  }

  async add(act, body = {}, file = null) {
    await this.outbox.add(act, body, file);
    this.toEnd(true);
    this.expectAnswer();
  }

  async tap(message, button, free) {
    this.freeing ??= new Map();
    const id = await this.outbox.add("tap", { ref: button.ref, message: String(message.n) });
    if (this.outbox.items.some((item) => item.id === id)) this.freeing.set(id, free);
    else free();
    this.expectAnswer();
  }

  done(item, answer) {
    this.freeing?.get(item.id)?.();
    this.freeing?.delete(item.id);
    if (answer.toast && answer.alert) box(answer.toast);
    else if (answer.toast) toast(answer.toast);
    clearTimeout(this.expecting);
    this.setTyping(false);
  }

  refused(item, problem) {
    this.freeing?.get(item.id)?.();
    this.freeing?.delete(item.id);
    if (item.act === "tap") toast(problem.text, "bad");
  }

  drawUnsent() {
    if (!this.queue) return;
    const items = this.outbox.items.filter((item) => !["tap", "start"].includes(item.act));
    const confirmed = new Set([...this.messages.values()].map((m) => m.client).filter(Boolean));
    const hears = { again: (id) => this.outbox.again(id), drop: (id) => this.outbox.drop(id) };
    const kept = new Set(items.map((item) => item.id));
    for (const node of [...this.queue.children]) {
      // confirmed by the house but not yet on the stream: it stays until its message comes
      if (!kept.has(node.dataset.id) && (confirmed.has(node.dataset.id) || node.classList.contains("failed"))) node.remove();
      else if (!kept.has(node.dataset.id)) node.classList.add("sent");
    }
    for (const item of items.filter((i) => !confirmed.has(i.id))) {
      const old = this.queue.querySelector(`[data-id="${item.id}"]`);
      if (old && old.classList.contains("failed") === Boolean(item.problem)) continue;
      const node = unsent(item, this.sources.get(item.id), hears);
      if (old) old.replaceWith(node);
      else this.queue.append(node);
      if (item.file && !this.sources.has(item.id)) this.findSource(item, node, hears);
    }
  }

  async findSource(item, node, hears) {
    const file = await fileOf(item.id);
    if (!file) return;
    this.sources.set(item.id, URL.createObjectURL(file));
    node.replaceWith(unsent(item, this.sources.get(item.id), hears));
  }

  expectAnswer() {
    clearTimeout(this.expecting);
    this.expecting = setTimeout(() => this.outbox.sending && !this.outbox.failures && this.setTyping(true), 500);
  }

  setTyping(on) {
    const end = this.stuck || this.atEnd();
    this.typing.hidden = !on;
    clearTimeout(this.typed);
    if (on) this.typed = setTimeout(() => this.setTyping(false), 7000);
    if (on && end) this.toEnd(false);
  }

  setState(name) {
    this.state.className = `state ${name}`;
    this.state.textContent = name === "live" ? "" : say(`state.${name}`);
  }

  note(name, note) {
    if (name === "typing") this.setTyping(true);
    if (name === "toast" && note.alert) box(note.text);
    else if (name === "toast") toast(note.text);
  }

  /** Only who scrolls up leaves the end; a scroll under way towards it does not. */
  scrolled() {
    const up = this.log.scrollTop < (this.lastTop ?? 0) - 2;
    this.lastTop = this.log.scrollTop;
    if (this.atEnd()) this.sawAll();
    else if (up) this.stuck = false;
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  toEnd(smooth) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !calm && this.node.isConnected ? "smooth" : "instant" });
    this.stuck = true;
    this.sawAll();
  }

  missed(count) {
    this.stuck = false;
    this.waiting += count;
    this.pill.hidden = false;
    this.pill.replaceChildren(icon("down"), `${digits(this.waiting)} ${say("chat.new")}`);
  }

  sawAll() {
    this.stuck = true;
    this.waiting = 0;
    this.pill.hidden = true;
    const newest = Math.max(0, ...[...this.messages.values()].filter((m) => m.by === "bot").map((m) => m.n));
    if (newest && document.visibilityState === "visible" && this.node.offsetParent) this.hears.seen(this.person.key, newest);
  }

  close() {
    this.outbox.close();
    this.sources.forEach((address) => URL.revokeObjectURL(address));
    this.node.remove();
  }
}
