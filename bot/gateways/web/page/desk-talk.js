// گفت‌وگوی باز - head, transcript with notes, what is on its way, and where one writes.   Lines: desk-line.js   Writing: desk-write.js

import { unsent } from "./bubble.js";
import { ask, sheet, words } from "./desk-forms.js";
import { drawLine, drawNote, drawProposal } from "./desk-line.js";
import { moment, now } from "./desk-time.js";
import { DeskWriter } from "./desk-write.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { fileOf } from "./filebox.js";
import { Outbox } from "./outbox.js";
import { toast } from "./overlay.js";
import { sentenceFor } from "./wire.js";
import { dayKey, dayName, digits, fullTime, say } from "./words.js";

const NEAR = 120; // pixels from the end that still count as looking at the newest
const BEFORE = 200; // lines that the house shows at once

export class Talk {
  constructor(desk) {
    this.desk = desk;
    this.node = el("main", { class: "desk-talk", id: "talk", tabindex: "-1" });
    this.lines = new Map();
    this.notes = [];
    this.sources = new Map();
    this.boxes = new Map(); // unsent words of every conversation that was open here
    this.showEmpty();
  }

  close() {
    this.boxes.forEach((box) => box.close());
    this.sources.forEach((address) => URL.revokeObjectURL(address));
  }

  wake() {
    this.boxes.forEach((box) => box.wake());
  }

  /** Where one writes; with a conversation that is still on its way, as soon as it is there. */
  focus() {
    this.wanted = Boolean(this.number && !this.head);
    (this.writer && !this.writer.node.hidden ? this.writer : (this.bar?.querySelector("button") ?? this.node)).focus();
  }

  /** Begin with a conversation; what is said in it comes over the line. */
  open(number) {
    this.number = number;
    this.head = null;
    this.lines.clear();
    this.notes = [];
    this.proposals = [];
    this.earlier = [];
    this.nodes = new Map();
    this.writer = null;
    if (!number) {
      this.showEmpty();
      return;
    }
    this.title = el("div", { class: "who" });
    this.tools = el("div", { class: "tools", role: "toolbar", "aria-label": say("deed.more") });
    this.list = el("div", { class: "messages" });
    this.queue = el("div", { class: "messages queue" });
    this.bones = el("div", { class: "bones", "aria-hidden": true }, ...["a", "b", "c"].map((x) => el("i", { class: `bone bone-${x}` })));
    this.log = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": say("desk.log"), tabindex: "0" }, this.bones, this.list, this.queue);
    this.pill = el("button", { type: "button", class: "pill", hidden: true, on: { click: () => this.toEnd() } }, icon("down"), say("chat.newest"));
    this.bar = el("div", { class: "talk-bar", hidden: true });
    this.writer = new DeskWriter(this.desk, number, (act, body, file) => this.add(act, body, file));
    this.writer.node.hidden = true;
    this.face = el("span");
    this.node.replaceChildren(el("section", { class: "column", "aria-label": say("desk.talk") }, el("header", { class: "head" }, this.face, this.title, this.tools), el("div", { class: "paper" }, this.log, this.pill), this.bar, this.writer.node));
    this.writer.takesDrops(this.node.firstChild);
    this.stuck = true;
    this.log.addEventListener("scroll", () => this.scrolled(), { passive: true });
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.log);
    this.drawUnsent();
  }

  showEmpty() {
    const fresh = this.node.querySelector(".empty");
    if (fresh) return;
    this.node.replaceChildren(el("div", { class: "empty" }, el("img", { src: "/web/page/icon.svg", alt: "", width: "88", height: "88" }), el("h2", { text: say("desk.empty_title") }), el("p", { text: say("desk.empty") }), el("p", { class: "small" }, el("kbd", { text: "F1" }), ` ${say("keys.title")}`)));
  }

  /** Changed parts of the conversation; `whole`: everything there is. */
  learn(parts) {
    const end = this.stuck || parts.whole;
    if (parts.whole) this.lines.clear();
    if (parts.head) this.head = parts.head;
    for (const name of ["notes", "proposals", "earlier"]) if (parts[name]) this[name] = parts[name];
    for (const line of parts.lines ?? []) this.lines.set(line.id, line);
    this.bones.remove();
    if (parts.head) this.drawHead();
    this.draw();
    if (end) this.toEnd();
    else if (parts.lines?.some((l) => l.by === "member")) this.pill.hidden = false;
    if (parts.whole) setTimeout(() => this.log?.setAttribute("aria-live", "polite"), 300);
  }

  drawHead() {
    const { head } = this;
    const name = head.name || say("desk.newcomer");
    const state = head.state === "snoozed" ? say("desk.until", { moment: moment(head.until) }) : head.mine ? say(`desk.state.${head.state}`) : head.with ? say("desk.with", { name: head.with }) : say(`desk.state.${head.state}`);
    this.face.replaceWith((this.face = avatar(name, String(head.number))));
    const facts = [head.label, head.priority > 1 ? say(`desk.priority.${head.priority}`) : "", head.about, state].filter(Boolean);
    this.title.replaceChildren(el("h2", { text: name }), el("p", {}, el("bdi", { text: digits(head.number) }), ...facts.flatMap((fact) => [" · ", fact])));
    const tool = (picture, act, label = say(`deed.${act}`)) => iconButton(picture, label, () => this.desk.deeds[act](this.head), { class: "icon-button tool" });
    const side = iconButton("side", say("desk.side"), () => this.desk.toggleSide());
    const more = iconButton("more", say("deed.more"), () => this.desk.deeds.more(this.head));
    const awake = head.state === "taken";
    const done = el("button", { type: "button", class: "button primary end", on: { click: () => this.desk.deeds.close(this.head) } }, icon("done"), say("deed.end"));
    const mine = head.mine && head.state !== "transfer" ? [tool(awake ? "hold" : "play", "hold", say(awake ? "deed.hold" : "deed.wake")), tool("snooze", "snooze"), ...(head.state === "snoozed" ? [] : [tool("give", "transfer")]), tool("return", "return"), more, done] : [];
    this.tools.replaceChildren(...mine, side);
    this.drawBar(name);
    this.writer.suits(head);
    if (this.wanted) this.focus();
  }

  /** What may be done with one that is not in hand. */
  drawBar(name) {
    const { head } = this;
    const button = (text, act, style = "") => el("button", { type: "button", class: `button ${style}`, text, on: { click: act } });
    const bars = {
      rings: () => [say("desk.rings", { name }), button(say("deed.take"), () => this.desk.take(head.case), "primary"), button(say("deed.pass"), () => this.desk.deeds.do("pass", head.case))],
      offered: () => [say("desk.offers", { name: head.from, whom: name }), button(say("deed.accept"), () => this.desk.take(head.case, "accept"), "primary"), button(say("deed.decline"), () => this.desk.deeds.do("decline", head.case))],
      waiting: () => [say("desk.waits_for_you"), button(say("deed.take"), () => this.desk.take(head.case), "primary")],
      watched: () => [
        say(head.hears ? "watch.hears" : "watch.about", { name: head.with }),
        button(say(head.hears ? "deed.unlisten" : "deed.listen"), () => this.desk.deeds.listen(head)),
        button(say("deed.whisper"), () => this.desk.deeds.whisper(head)),
        button(say("deed.takeover"), () => this.desk.deeds.takeover(head)),
      ],
      given: () => [say("desk.is_given"), button(say("deed.keep"), () => this.desk.deeds.do("keep", head.case))],
    };
    const which = head.rings ? "rings" : head.offered ? "offered" : head.state === "waiting" ? "waiting" : head.mine && head.state === "transfer" ? "given" : head.hears !== null && head.hears !== undefined ? "watched" : "";
    this.bar.hidden = !which;
    if (!which) return;
    const [text, ...buttons] = bars[which]();
    this.bar.replaceChildren(el("p", { text }), ...buttons);
  }

  /** Every line and note in its place in time; those that did not change stay as they are. */
  draw() {
    const items = [
      ...this.earlier.map((line) => ({ key: `e${line.id}`, at: line.at, what: line, kind: "earlier" })),
      ...[...this.lines.values()].map((line) => ({ key: `l${line.id}`, at: line.at, what: line, kind: "line" })),
      ...this.notes.map((note) => ({ key: `n${note.id}`, at: note.at, what: note, kind: "note" })),
      ...this.proposals.map((p) => ({ key: `p${p.id}`, at: p.at, what: p, kind: "proposal" })),
    ].sort((a, b) => (a.kind === "earlier" ? 0 : 1) - (b.kind === "earlier" ? 0 : 1) || a.at - b.at || (a.what.id ?? 0) - (b.what.id ?? 0));
    const fresh = new Map();
    const wanted = [];
    let day = "";
    for (const item of items) {
      const today = dayKey(new Date(item.at));
      if (today !== day) wanted.push(this.kept(fresh, `d${today}`, today, () => el("p", { class: "day" }, el("span", { text: dayName(new Date(item.at), new Date(now())) }))));
      day = today;
      wanted.push(this.kept(fresh, item.key, JSON.stringify(item.what), () => this.node_of(item)));
    }
    if (this.lines.size >= BEFORE) wanted.unshift(this.kept(fresh, "cut", "", () => el("p", { class: "day" }, el("span", { text: say("desk.cut", { n: BEFORE }) }))));
    if (!wanted.length) wanted.push(this.kept(fresh, "none", "", () => el("p", { class: "day" }, el("span", { text: say("desk.no_words") }))));
    this.nodes = fresh;
    wanted.forEach((node, n) => this.list.children[n] !== node && this.list.insertBefore(node, this.list.children[n] ?? null));
    while (this.list.childElementCount > wanted.length) this.list.lastElementChild.remove();
  }

  kept(fresh, key, signature, make) {
    const old = this.nodes.get(key);
    const entry = old?.signature === signature ? old : { signature, node: make() };
    fresh.set(key, entry);
    return entry.node;
  }

  node_of({ kind, what }) {
    if (kind === "note") return drawNote(what);
    if (kind === "proposal") return drawProposal(what, { send: (p) => this.desk.deeds.do("send-proposal", 0, { proposal: p.id }), decline: (p) => this.decline(p) });
    const node = drawLine(what, `/web/desk/${this.desk.chat}/cases/${this.number}/files/${what.id}`, { more: (line) => this.more(line), versions: (line) => this.versions(line), resend: (line) => this.desk.deeds.do("resend", this.number, { line_id: line.id }) });
    if (kind === "earlier") node.classList.add("earlier");
    return node;
  }

  decline(proposal) {
    return ask({ title: say("proposal.decline"), fields: [words("why", say("desk.reason"), { rows: 2 })], button: say("proposal.decline"), act: (v) => this.desk.send("decline-proposal", 0, { proposal: proposal.id, ...v }) });
  }

  more(line) {
    const late = now() - line.at > (this.desk.parts.rules.unsay ?? 0) * 1000;
    const edit = () => ask({ title: say("desk.edit"), fields: [words("words", say("desk.new_words"), { rows: 4, value: line.words ?? "", max: 4000 })], button: say("desk.keep"), act: (v) => this.desk.send("edit", this.number, { line_id: line.id, ...v }) });
    const deeds = [[say("desk.edit"), edit], ...(late ? [] : [[say("desk.unsay"), () => this.desk.deeds.do("unsay", this.number, { line_id: line.id }), "danger"]])];
    sheet(say("desk.line_more"), deeds, line.words ? el("p", { class: "form-intro", text: line.words.slice(0, 200) }) : null);
  }

  /** What it said before. */
  async versions(line) {
    try {
      const before = await this.desk.send("versions", this.number, { line: line.id });
      sheet(say("desk.see_versions"), [], el("ol", { class: "versions" }, ...before.map((v) => el("li", {}, el("time", { text: fullTime(new Date(v.until)) }), el("p", { text: v.words }))), el("li", { class: "current" }, el("p", { text: line.words ?? "" }))));
    } catch (why) {
      toast(sentenceFor(why), "bad");
    }
  }

  // What is on its way

  get outbox() {
    const number = this.number;
    if (!this.boxes.has(number)) {
      const hears = { changed: () => number === this.number && this.drawUnsent(), done: () => {}, refused: (_, why) => toast(why.text, "bad"), signedOut: () => this.desk.house.signedOut() };
      const box = new Outbox(`desk.${this.desk.chat}.${number}`, hears, `/web/desk/${this.desk.chat}/cases/${number}`);
      this.boxes.set(number, box);
      box.pump(); // what an earlier visit could not send
    }
    return this.boxes.get(number);
  }

  async add(act, body = {}, file = null) {
    await this.outbox.add(act, body, file);
    this.toEnd();
  }

  drawUnsent() {
    if (!this.number || !this.queue) return;
    const box = this.outbox;
    const hears = { again: (id) => box.again(id), drop: (id) => box.drop(id) };
    this.queue.replaceChildren(...box.items.map((item) => {
      if (item.file && !this.sources.has(item.id)) this.findSource(item);
      const words = item.body.words ?? item.body.text ?? (item.act === "ready" ? say("ready.on_its_way") : "");
      const node = unsent({ ...item, body: { text: words } }, this.sources.get(item.id), hears);
      if (item.act === "note") node.classList.add("is-note");
      return node;
    }));
    if (this.stuck) this.toEnd();
  }

  async findSource(item) {
    this.sources.set(item.id, "");
    const file = await fileOf(item.id);
    if (!file) return;
    this.sources.set(item.id, URL.createObjectURL(file));
    this.drawUnsent();
  }

  write(asNote) {
    if (!this.writer || this.writer.node.hidden) return;
    this.writer.note(asNote && !this.writer.noting);
    this.writer.focus();
  }

  // Where one looks

  scrolled() {
    const up = this.log.scrollTop < (this.lastTop ?? 0) - 2;
    this.lastTop = this.log.scrollTop;
    if (this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR) {
      this.stuck = true;
      this.sawAll();
    } else if (up) this.stuck = false;
  }

  toEnd() {
    if (!this.log) return;
    this.log.scrollTop = this.log.scrollHeight;
    this.stuck = true;
    this.sawAll();
  }

  sawAll() {
    if (!this.number || !this.head?.mine || !this.stuck || document.visibilityState !== "visible" || !this.log?.offsetParent) return;
    this.pill.hidden = true;
    const newest = Math.max(0, ...[...this.lines.values()].filter((l) => l.by === "member").map((l) => l.id));
    if (newest) this.desk.saw(this.number, newest);
  }
}
