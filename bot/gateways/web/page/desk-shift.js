// نوبت - whether the rahyar is there: a shift begins, rests, ends; «هنوز هستید؟» is answered.   Rules: domain/moshavereh/shifts.py

import { isLoud, setLoud } from "./desk-chime.js";
import { ask, choice, sheet } from "./desk-forms.js";
import { el, icon } from "./dom.js";
import { toast } from "./overlay.js";
import { get } from "./wire.js";
import { digits, say } from "./words.js";

const DEEDS = { off: ["come"], online: ["busy", "rest", "go"], busy: ["online", "rest", "go"], break: ["online", "go"], away: ["online", "go"] };

export class Shift {
  constructor(desk) {
    this.desk = desk;
    this.dot = el("i", { class: "dot" });
    this.label = el("span");
    this.node = el("button", { type: "button", class: "shift", hidden: true, "aria-haspopup": "dialog", on: { click: () => this.choose() } }, this.dot, this.label, icon("down"));
    this.banner = el("div", { class: "still", role: "alert", hidden: true });
  }

  get state() {
    return this.desk.parts.duty?.state ?? "off";
  }

  draw() {
    const { me, duty } = this.desk.parts;
    this.node.hidden = !me.shifts;
    this.node.dataset.state = this.state;
    this.label.textContent = say(`shift.${this.state}`);
    this.node.setAttribute("aria-label", say("shift.now", { state: say(`shift.${this.state}`) }));
    const asked = Boolean(duty?.asked);
    const nudge = me.shifts && !asked && this.state === "off";
    this.banner.hidden = !asked && !nudge;
    const shown = asked ? "here" : nudge ? "come" : "";
    if (this.banner.dataset.shown === shown) return;
    this.banner.dataset.shown = shown;
    this.banner.replaceChildren(...(shown ? [el("p", { text: say(`shift.ask_${shown}`) }), el("button", { type: "button", class: "button primary", text: say(`shift.do_${shown}`), on: { click: () => this.do(shown) } })] : []));
  }

  choose() {
    const deeds = DEEDS[this.state].map((act) => [say(`shift.do_${act}`), () => this.do(act), act === "go" ? "danger" : ""]);
    if (this.state !== "off") deeds.splice(-1, 0, [say("shift.change"), () => this.begin()]);
    else deeds.push([say("shift.choose"), () => this.begin()]);
    deeds.push([say(isLoud() ? "shift.silent" : "shift.loud"), () => (setLoud(!isLoud()), toast(say(isLoud() ? "shift.is_loud" : "shift.is_silent")))]);
    const since = this.desk.parts.duty;
    sheet(say("shift.title"), deeds, since ? el("p", { class: "form-intro", text: say("shift.capacity", { n: since.capacity }) }) : null);
  }

  async do(act) {
    await this.desk.deeds.do(act, 0);
  }

  /** A shift with skills and a capacity of one's own. */
  async begin() {
    const { topics } = await get(`/web/desk/${this.desk.chat}/about`).catch(() => ({ topics: [] }));
    const { most, capacity } = this.desk.parts.rules;
    const duty = this.desk.parts.duty;
    const known = new Set(duty?.skills?.length ? duty.skills : topics.map((t) => t.word));
    const boxes = topics.map(({ word, name }) => {
      const node = el("button", { type: "button", class: "option", role: "checkbox", "aria-checked": String(known.has(word)), text: name });
      node.addEventListener("click", () => node.setAttribute("aria-checked", String(node.getAttribute("aria-checked") !== "true")));
      return [word, node];
    });
    const skills = {
      name: "skills",
      node: el("div", { class: "form-part" }, el("p", { class: "form-label", text: say("shift.skills") }), el("div", { class: "options", role: "group", "aria-label": say("shift.skills") }, ...boxes.map(([, node]) => node))),
      read: () => boxes.filter(([, node]) => node.getAttribute("aria-checked") === "true").map(([word]) => word),
      focus: () => boxes[0]?.[1].focus(),
    };
    const sizes = [...new Set([1, 2, 3, capacity, 6, 8, most])].filter((n) => n <= most).sort((a, b) => a - b);
    const much = choice("capacity", say("shift.how_many"), sizes.map((n) => [n, digits(n)]), duty?.capacity ?? capacity);
    await ask({
      title: say("shift.choose"),
      fields: [skills, much],
      button: say("shift.do_come"),
      act: (v) => this.desk.send("come", 0, { skills: v.skills.length === topics.length ? [] : v.skills, capacity: Number(v.capacity) }),
    });
  }
}
