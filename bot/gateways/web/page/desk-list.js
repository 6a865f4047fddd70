// فهرست‌ها - what rings, what is offered, my conversations, the queue, the calls to make.   Shown by desk-page.js

import { chime } from "./desk-chime.js";
import { moment } from "./desk-time.js";
import { avatar, el, icon } from "./dom.js";
import { digits, say } from "./words.js";

export class Lists {
  constructor(desk) {
    this.desk = desk;
    this.ring = el("div", { class: "rings", role: "region", "aria-label": say("desk.ringing"), "aria-live": "assertive", hidden: true });
    this.list = el("nav", { class: "desk-list", "aria-label": say("desk.lists") });
    this.node = el("aside", { class: "desk-lists side", "aria-label": say("desk.lists") }, this.list);
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.rung = new Set();
  }

  draw() {
    const { parts } = this.desk;
    this.drawRings();
    const held = document.activeElement?.closest?.(".case-row")?.dataset.key;
    const mine = [...parts.mine].sort(byTurn);
    const nodes = [
      ...section(say("desk.mine"), mine, (row) => this.row(row), say("desk.mine_none")),
      ...section(say("desk.queue"), parts.queue, (row) => this.row(row), say("desk.queue_none")),
      ...(parts.watched.length ? section(say("desk.watched"), parts.watched, (row) => this.row(row)) : []),
      ...(parts.calls.length ? section(say("desk.calls"), parts.calls, (call) => this.call(call)) : []),
    ];
    this.list.replaceChildren(...nodes);
    if (held) this.list.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  drawRings() {
    const { ringing, offered } = this.desk.parts;
    const keys = [...ringing, ...offered].map((row) => `${row.case}/${row.until}`);
    const signature = JSON.stringify([ringing, offered]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    if (keys.some((key) => !this.rung.has(key))) chime();
    this.rung = new Set(keys);
    const held = document.activeElement?.closest?.(".ring") ? document.activeElement.dataset.deed : "";
    this.ring.hidden = !keys.length;
    this.ring.replaceChildren(
      ...ringing.map((row) => this.ringing(row, say("desk.rings", { name: named(row) }), "take", "pass", this.desk.parts.rules.ring)),
      ...offered.map((row) => this.ringing(row, say("desk.offers", { name: row.from, whom: named(row) }), "accept", "decline", 120)),
    );
    if (held) this.ring.querySelector(`[data-deed="${held}"]`)?.focus();
  }

  ringing(row, text, yes, no, length) {
    const left = el("span", { class: "left", data: { until: String(row.until), of: String(length) } });
    const button = (act, style, label) => el("button", { type: "button", class: `button ${style}`, data: { deed: act }, text: label, on: { click: () => (act === yes ? this.desk.take(row.case, act) : this.desk.deeds.do(act, row.case)) } });
    return el("div", { class: "ring", data: { case: String(row.case) } }, el("span", { class: "ring-mark" }, icon("bell")),
      el("div", { class: "about" }, el("strong", { text }), el("span", {}, el("bdi", { text: digits(row.number) }), row.about ? ` · ${row.about}` : "", " · ", left)),
      button(yes, "primary", say(`deed.${yes}`)), button(no, "", say(`deed.${no}`)));
  }

  row(row) {
    const unread = this.desk.unread(row);
    const now = this.desk.number === row.case && this.desk.node.dataset.view !== "none";
    const words = row.last ? excerpt(row.last) : (row.about || say("desk.no_words"));
    const marks = [
      row.priority > 1 ? el("span", { class: `chip p${row.priority}`, text: say(`desk.priority.${row.priority}`) }) : null,
      row.label ? el("span", { class: "chip", text: row.label }) : null,
      row.state === "snoozed" ? el("span", { class: "chip quiet" }, icon("snooze"), say("desk.until", { moment: moment(row.until) })) : null,
      row.state === "on_hold" ? el("span", { class: "chip quiet", text: say("desk.state.on_hold") }) : null,
      row.state === "transfer" ? el("span", { class: "chip quiet", text: say("desk.state.transfer") }) : null,
      row.with ? el("span", { class: "chip quiet", text: say("desk.with", { name: row.with }) }) : null,
      row.phone ? el("span", { class: "chip quiet", text: say("desk.by_phone") }) : null,
    ];
    const waits = row.waits && row.state !== "snoozed" ? el("span", { class: "waits", data: { since: String(row.waits) } }) : null;
    const badge = unread ? el("span", { class: "badge" }, digits(unread), el("span", { class: "hidden", text: say("desk.unread") })) : null;
    const node = el("button", { type: "button", class: `case-row ${unread ? "has-news" : ""}`, data: { key: String(row.case) }, on: { click: () => this.desk.open(row.case, true) } },
      avatar(named(row), String(row.number)),
      el("span", { class: "about" },
        el("span", { class: "line" }, el("strong", { text: named(row) }), waits ? el("span", { class: "hidden", text: say("desk.waits") }) : null, waits),
        el("span", { class: "line" }, el("span", { class: "words", text: words }), badge),
        marks.some(Boolean) ? el("span", { class: "marks" }, ...marks) : null));
    if (now) node.setAttribute("aria-current", "true");
    return node;
  }

  call(call) {
    const name = call.name || say("desk.newcomer");
    return el("button", { type: "button", class: "case-row", data: { key: `call-${call.call}` }, on: { click: () => this.desk.deeds.call(call) } },
      el("span", { class: "avatar call-mark" }, icon("call")),
      el("span", { class: "about" }, el("span", { class: "line" }, el("strong", { text: name }), el("span", { class: "waits", text: moment(call.due) })),
        el("span", { class: "words", text: say(call.mine ? "calls.mine" : "calls.free") })));
  }

  /** Arrows walk through the rows. */
  walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey) return;
    const rows = [...this.list.querySelectorAll(".case-row")];
    const next = rows[rows.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** The conversation before or after the open one, in the order of the list. */
  neighbour(step) {
    const order = [...this.desk.parts.mine].sort(byTurn).map((row) => row.case);
    if (!order.length) return 0;
    const at = order.indexOf(this.desk.number);
    return order[(at + step + order.length) % order.length] ?? order[0];
  }
}

/** Whoever waits for us comes first, the longest first; what sleeps is at the end. */
function byTurn(a, b) {
  const rank = (row) => (row.state === "snoozed" ? 2 : row.waits ? 0 : 1);
  return rank(a) - rank(b) || (a.waits ?? 0) - (b.waits ?? 0) || a.opened - b.opened;
}

const named = (row) => row.name || say("desk.newcomer");

function excerpt(last) {
  const words = last.words || (last.kind ? say(`chat.${last.kind}`) : "");
  return last.by === "member" ? words : `${say("desk.you")} ${words}`;
}

function section(title, rows, draw, none = "") {
  const head = el("h2", {}, title, rows.length ? el("span", { class: "count", text: digits(rows.length) }) : null);
  return [head, ...(rows.length ? rows.map(draw) : none ? [el("p", { class: "none", text: none })] : [])];
}
