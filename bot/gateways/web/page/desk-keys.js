// کلیدها - everything at the desk by keyboard, whatever layout it types in: keys are known by their place.   Help: keys.* in web.po

import { el } from "./dom.js";
import { say } from "./words.js";

/** Place of the key, its name on the keycap, what it does. */
const KEYS = [
  ["ArrowDown", "↓", "next"], ["ArrowUp", "↑", "previous"], ["KeyA", "A", "take"], ["KeyP", "P", "pass"], ["KeyR", "R", "reply"], ["KeyN", "N", "note"],
  ["KeyH", "H", "hold"], ["KeyZ", "Z", "snooze"], ["KeyT", "T", "transfer"], ["KeyB", "B", "return"], ["KeyC", "C", "close"], ["KeyL", "L", "label"],
  ["KeyJ", "J", "fill"], ["KeyM", "M", "more"], ["KeyI", "I", "side"], ["KeyQ", "Q", "lists"], ["KeyK", "K", "help"],
];

export class Keys {
  constructor(desk) {
    this.desk = desk;
    this.hear = (event) => this.press(event);
  }

  listen() {
    document.addEventListener("keydown", this.hear);
  }

  deaf() {
    document.removeEventListener("keydown", this.hear);
  }

  press(event) {
    if (document.querySelector("dialog[open]")) return;
    const typing = event.target.matches?.("textarea, input");
    if (event.key === "F1" || (!typing && ["?", "؟"].includes(event.key))) {
      event.preventDefault();
      this.help();
      return;
    }
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const digit = /^Digit([1-9])$/.exec(event.code);
    const act = digit ? "nth" : KEYS.find(([place]) => place === event.code)?.[2];
    if (!act) return;
    event.preventDefault();
    this.do(act, Number(digit?.[1] ?? 0));
  }

  do(act, n) {
    const { desk } = this;
    const { talk, deeds, parts } = desk;
    const open = desk.number;
    if (act === "next" || act === "previous") desk.open(desk.lists.neighbour(act === "next" ? 1 : -1), true);
    else if (act === "nth") this.nth(n);
    else if (act === "take") this.take();
    else if (act === "pass") this.pass();
    else if (act === "help") this.help();
    else if (act === "lists") (desk.view("lists"), desk.lists.list.querySelector(".case-row")?.focus());
    else if (act === "side") desk.toggleSide();
    else if (act === "reply" || act === "note") talk.write(act === "note");
    else if (open && talk.head?.mine && parts) deeds[act]?.(talk.head);
  }

  nth(n) {
    const rows = [...this.desk.lists.list.querySelectorAll(".case-row[data-key]")].filter((row) => !row.dataset.key.startsWith("call"));
    if (rows[n - 1]) this.desk.open(Number(rows[n - 1].dataset.key), true);
  }

  /** What rings first, then what is offered, then the open one that waits, then the head of the queue. */
  take() {
    const { ringing, offered, queue } = this.desk.parts;
    if (ringing.length) this.desk.take(ringing[0].case, "take");
    else if (offered.length) this.desk.take(offered[0].case, "accept");
    else {
      const waiting = queue.find((row) => row.case === this.desk.number) ?? queue[0];
      if (waiting) this.desk.take(waiting.case, "take");
    }
  }

  pass() {
    const { ringing, offered } = this.desk.parts;
    if (ringing.length) this.desk.deeds.do("pass", ringing[0].case);
    else if (offered.length) this.desk.deeds.do("decline", offered[0].case);
  }

  help() {
    const row = (keys, text) => el("tr", {}, el("th", { scope: "row" }, ...keys.flatMap((key, n) => [n ? " + " : "", el("kbd", { text: key })])), el("td", { text }));
    const rows = [...KEYS.map(([, cap, act]) => row(["Alt", cap], say(`keys.${act}`))), row(["Alt", "1…9"], say("keys.nth")), row(["/"], say("keys.ready")), row(["Enter"], say("keys.enter")), row(["Shift", "Enter"], say("keys.line")), row(["Esc"], say("keys.escape")), row(["F1"], say("keys.help"))];
    const close = el("button", { type: "button", class: "button primary", text: say("chat.close"), on: { click: () => dialog.remove() } });
    const dialog = el("dialog", { class: "box wide-box keys-box", "aria-label": say("keys.title") }, el("h2", { text: say("keys.title") }), el("table", { class: "keys" }, el("tbody", {}, ...rows)), el("div", { class: "box-row" }, close));
    dialog.addEventListener("cancel", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    close.focus();
  }
}
