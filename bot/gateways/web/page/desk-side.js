// کنار گفت‌وگو - who it is, in the middle of what, with which answers so far, and the last cases; identifiers are masked.   Shown by desk-page.js

import { moment } from "./desk-time.js";
import { el, iconButton } from "./dom.js";
import { copy } from "./markup.js";
import { dayName, digits, mobile, say } from "./words.js";

export class Side {
  constructor(desk) {
    this.desk = desk;
    this.body = el("div", { class: "side-body" });
    this.node = el("aside", { class: "desk-side side", "aria-label": say("desk.side") }, el("header", { class: "side-head" }, el("h2", { text: say("desk.side") }), iconButton("close", say("desk.side_close"), () => desk.toggleSide())), this.body);
    this.shown = new Map();
  }

  open(number) {
    this.number = number;
    this.context = null;
    this.head = null;
    this.shown.clear();
    this.body.replaceChildren(el("p", { class: "none", text: number ? "" : say("desk.side_none") }));
  }

  learn(parts) {
    if (parts.head) this.head = parts.head;
    if (parts.context) this.context = parts.context;
    if (this.context && this.head && (parts.head || parts.context)) this.draw();
  }

  draw() {
    const { context, head } = this;
    const facts = [
      fact(say("side.who"), head.name || say("desk.newcomer")),
      context.kanoon ? fact(say("side.kanoon"), context.kanoon) : null,
      context.places.length ? fact(say("side.places"), context.places.map((p) => p.name).join("، ")) : null,
      head.topic ? fact(say("side.topic"), head.topic) : null,
      ...context.identifiers.map((one) => this.identifier(one)),
      context.call ? fact(say("side.call"), moment(context.call)) : null,
    ];
    this.body.replaceChildren(
      part(say("side.member"), el("dl", { class: "facts" }, ...facts.filter(Boolean))),
      part(say("side.at"), this.standing()),
      part(say("side.earlier"), this.earlier()),
    );
  }

  identifier({ kind, value }) {
    const whole = this.shown.get(kind);
    const text = whole ? (kind === "mobile" ? mobile(whole) : digits(whole)) : digits(value);
    const button = whole
      ? iconButton("copy", say("chat.copy"), () => copy(whole))
      : iconButton("eye", say("reveal.button", { what: say(`reveal.kind.${kind}`) }), () => this.reveal(kind), { disabled: !this.head.mine });
    return fact(say(`reveal.kind.${kind}`), el("span", { class: "masked" }, el("bdi", { text: text.replaceAll("*", "•") }), button));
  }

  async reveal(kind) {
    const number = this.number;
    const value = await this.desk.deeds.reveal(this.head, kind);
    if (!value || number !== this.number) return;
    this.shown.set(kind, value);
    this.draw();
  }

  standing() {
    const { at } = this.context;
    if (!at) return el("p", { class: "none", text: say("side.at_none") });
    const rows = at.answers.map(({ question, answer }) => fact(question || say("side.answer"), answer));
    return el("div", {}, el("p", { class: "flow" }, el("strong", { text: at.flow }), at.question ? el("span", { text: say("side.question", { question: at.question }) }) : null), rows.length ? el("dl", { class: "facts" }, ...rows) : el("p", { class: "none", text: say("side.no_answers") }));
  }

  earlier() {
    const { earlier } = this.context;
    if (!earlier.length) return el("p", { class: "none", text: say("side.earlier_none") });
    const line = (e) => [e.rahyar, e.label, e.score ? say("side.score", { n: e.score }) : ""].filter(Boolean).join(" · ");
    return el("ul", { class: "earlier-list" }, ...earlier.map((e) => el("li", {}, el("strong", {}, el("bdi", { text: digits(e.number) })), el("span", { text: dayName(new Date(e.opened)) }), line(e) ? el("span", { class: "small", text: line(e) }) : null)));
  }
}

const fact = (name, value) => el("div", { class: "fact-row" }, el("dt", { text: name }), el("dd", {}, value));
const part = (title, body) => el("div", { class: "side-part" }, el("h3", { text: title }), body);
