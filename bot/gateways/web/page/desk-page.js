// میز - the whole desk: its head, the lists, the open conversation and what stands beside it.   Parts: desk-list.js desk-talk.js desk-side.js desk-shift.js

import { send } from "./desk-acts.js";
import { Deeds } from "./desk-deeds.js";
import { Keys } from "./desk-keys.js";
import { Lists } from "./desk-list.js";
import { Shift } from "./desk-shift.js";
import { Side } from "./desk-side.js";
import { DeskStream } from "./desk-stream.js";
import { Talk } from "./desk-talk.js";
import { rules, setClock, tick } from "./desk-time.js";
import { el, icon, iconButton, recall, remember } from "./dom.js";
import { themeButton, toast } from "./overlay.js";
import { get, Refused } from "./wire.js";
import { digits, say } from "./words.js";

export class DeskPage {
  /** house: {over(text), signedOut()} */
  constructor(chat, me, house) {
    this.chat = chat;
    this.house = house;
    this.fileLimit = me.file_limit;
    this.parts = { me: { name: "" }, rules: {}, duty: null, ringing: [], offered: [], mine: [], queue: [], watched: [], calls: [] };
    this.seen = recall(`desk.seen.${chat}`, {});
    this.number = 0;
    this.stream = new DeskStream(chat, {
      desk: (parts) => this.learn(parts),
      talk: (parts) => this.hear(parts),
      shut: (body) => this.shut(body),
      state: (name) => this.setState(name),
      over: (body) => (body.why === "signed_out" ? house.signedOut() : house.over(body.text)),
      doubt: () => this.doubt(),
    });
    this.deeds = new Deeds(this);
    this.lists = new Lists(this);
    this.talk = new Talk(this);
    this.side = new Side(this);
    this.shift = new Shift(this);
    this.keys = new Keys(this);
    this.build(me);
  }

  build(me) {
    this.state = el("span", { class: "state", role: "status" });
    this.title = el("h1", { text: say("desk.title") });
    const back = iconButton("back", say("desk.to_lists"), () => this.view("lists"), { class: "icon-button to-lists" });
    const whither = say(me.demo ? "desk.to_town" : "desk.to_chat");
    const home = el("a", { class: "icon-button", href: "/", "aria-label": whither, title: whither }, icon("chat"));
    const head = el("header", { class: "desk-head" }, back, el("img", { src: "/web/page/icon.svg", alt: "", width: "40", height: "40" }),
      el("div", { class: "desk-title" }, this.title, this.state), this.shift.node, iconButton("ready", say("ready.own"), () => this.deeds.ready()), iconButton("help", say("keys.title"), () => this.keys.help(), { class: "icon-button wide-only" }), home, themeButton());
    const skip = el("a", { class: "skip", href: "#talk", text: say("app.skip"), on: { click: (event) => (event.preventDefault(), this.talk.focus()) } });
    this.node = el("div", { class: "desk", data: { view: "lists" } }, skip, head, this.shift.banner, this.lists.ring, el("div", { class: "desk-body" }, this.lists.node, this.talk.node, this.side.node));
  }

  begin() {
    this.ticking = setInterval(() => this.tick(), 1000);
    this.look = () => document.visibilityState === "visible" && this.talk.sawAll();
    document.addEventListener("visibilitychange", this.look);
    this.keys.listen();
    const last = recall(`desk.open.${this.chat}`, 0);
    this.open(last);
  }

  close() {
    clearInterval(this.ticking);
    document.removeEventListener("visibilitychange", this.look);
    this.keys.deaf();
    this.stream.close();
    this.talk.close();
    document.title = say("desk.title");
  }

  /** What changed at the desk. */
  learn({ now, ...parts }) {
    setClock(now);
    Object.assign(this.parts, parts);
    if (parts.rules) Object.assign(rules, { target: parts.rules.target, alarm: parts.rules.alarm, ring: parts.rules.ring });
    if (parts.me) this.title.textContent = parts.me.name || say("desk.title");
    this.shift.draw();
    this.lists.draw();
    this.tick();
  }

  /** What changed in the open conversation. */
  hear(parts) {
    setClock(parts.now);
    this.talk.learn(parts);
    this.side.learn(parts);
    if (parts.head?.over) this.left(parts.head);
    this.lists.draw();
    this.tick();
  }

  /** The house shows it no longer: another took it, or it never was there. */
  shut(body) {
    if (body.case !== this.number) return;
    const row = this.row(body.case);
    if (this.talk.head && !row) toast(say("desk.taken_away"));
    this.open(0);
  }

  left(head) {
    toast(say(head.outcome === "left" ? "desk.member_left" : "desk.is_over", { number: digits(head.number) }));
    this.open(0);
  }

  /** Open a conversation; 0: none. On a phone it takes the screen. */
  open(number, focus = false) {
    this.number = number;
    remember(`desk.open.${this.chat}`, number || null);
    this.talk.open(number);
    this.side.open(number);
    this.stream.show(number);
    this.view(number ? "talk" : "lists");
    this.lists.draw();
    if (focus) this.talk.focus();
  }

  view(name) {
    this.node.dataset.view = name;
    this.lists.draw();
  }

  toggleSide() {
    const narrow = matchMedia("(max-width: 1179px)").matches;
    if (narrow) this.view(this.node.dataset.view === "side" ? "talk" : "side");
    else this.node.classList.toggle("no-side");
  }

  row(number) {
    return ["mine", "ringing", "offered", "queue"].flatMap((list) => this.parts[list]).find((row) => row.case === number);
  }

  unread(row) {
    const seen = this.seen[row.case] ?? 0;
    return (row.theirs ?? []).filter((id) => id > seen).length;
  }

  saw(number, line) {
    if ((this.seen[number] ?? 0) >= line) return;
    const open = new Set(this.parts.mine.map((row) => String(row.case)));
    this.seen = Object.fromEntries([...Object.entries(this.seen).filter(([key]) => open.has(key) || !this.parts.mine.length), [number, line]]);
    remember(`desk.seen.${this.chat}`, this.seen);
    this.lists.draw();
  }

  /** Take, accept: the conversation opens when it is mine. */
  async take(number, act = "take") {
    if (await this.deeds.do(act, number)) this.open(number, true);
  }

  setState(name) {
    const shown = name === "waiting" && !navigator.onLine ? "offline" : name;
    this.state.className = `state ${shown}`;
    this.state.textContent = shown === "live" ? "" : say(`state.${shown}`);
    if (shown === "live" && this.broken) {
      toast(say("state.back"));
      this.talk.wake();
    }
    this.broken = shown !== "live";
  }

  async doubt() {
    try {
      const me = await get("/web/me");
      if (!me.open.includes(this.chat)) this.house.signedOut();
      else await get(`/web/desk/${this.chat}/about`);
    } catch (why) {
      if (why instanceof Refused && why.status === 403) this.house.over(why.text);
    }
  }

  tick() {
    tick(this.node);
    const news = this.parts.ringing.length + this.parts.offered.length + this.parts.mine.filter((row) => this.unread(row)).length;
    const title = news ? say("app.unread", { n: news, title: say("desk.title") }) : say("desk.title");
    if (document.title !== title) document.title = title;
  }

  send(act, number, body) {
    return send(this.chat, act, number, body);
  }
}
