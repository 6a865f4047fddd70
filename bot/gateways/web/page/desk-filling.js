// پر کردن برای عضو - the question a person stands at, answered on their behalf one after the other, or a dialog they are sent into.   House: bot/desk/asking.py acts.py

import { ask, choice, sheet, words } from "./desk-forms.js";
import { el } from "./dom.js";
import { toast } from "./overlay.js";
import { get, sentenceFor } from "./wire.js";
import { digits, say } from "./words.js";

export class Filling {
  constructor(desk, head) {
    this.desk = desk;
    this.head = head;
  }

  /** What there is to fill in now. Nothing is decided here: the house takes an answer, or says why not. */
  async begin() {
    let found;
    try {
      found = await get(`/web/desk/${this.desk.chat}/cases/${this.head.case}/step`);
    } catch (why) {
      toast(sentenceFor(why), "bad");
      return;
    }
    const { step, flows } = found;
    if (!step) {
      this.send(flows);
      return;
    }
    const lead = this.standing(step);
    if (step.own) {
      sheet(say("fill.title", { flow: step.flow }), [[say("fill.other"), () => this.send(flows)]], lead(say("fill.own")));
      return;
    }
    sheet(say("fill.title", { flow: step.flow }), [[say("fill.answer"), () => this.answer(step)], [say("fill.other"), () => this.send(flows)]], lead(step.text));
  }

  standing(step) {
    const rows = step.answers.map(({ question, answer }) => el("div", { class: "fact-row" }, el("dt", { text: question || say("side.answer") }), el("dd", { text: answer })));
    return (text) => el("div", {}, el("p", { class: "form-intro", text }), rows.length ? el("dl", { class: "facts" }, ...rows) : null);
  }

  async answer(step) {
    const picks = step.options.map(({ value, label }) => [value, label]);
    const field = step.kind === "read" ? words("words", say("fill.words"), { rows: 2, max: 2000 }) : step.kind === "many" ? several("picked", say("fill.several"), picks) : choice("picked", say("fill.pick"), picks);
    const body = (v) => ({ asked: step.asked, ...(step.kind === "read" ? { words: v.words } : { picked: step.kind === "many" ? v.picked : [v.picked] }) });
    const told = await ask({ title: say("fill.step", { flow: step.flow, n: digits(step.number) }), intro: step.text, fields: [field], button: say("fill.keep"), act: (v) => this.desk.send("answer", this.head.case, body(v)) });
    if (told === null) return;
    toast(say("fill.kept"));
    this.begin();
  }

  send(flows) {
    const into = (one) => this.desk.send("send", this.head.case, { flow: one.flow }).then(() => (toast(say("send.done", { flow: one.name })), this.begin()), (why) => toast(sentenceFor(why), "bad"));
    sheet(say("send.title"), flows.map((one) => [one.name, () => into(one)]), el("p", { class: "form-intro", text: say("send.about") }));
  }
}

/** Some of several: ticks. */
function several(name, label, options) {
  const boxes = options.map(([value, text], n) => ({ value, node: el("label", { class: "option" }, el("input", { type: "checkbox", id: `tick-${n}` }), ` ${text}`) }));
  const read = () => boxes.filter(({ node }) => node.querySelector("input").checked).map(({ value }) => value);
  const group = el("div", { class: "options", role: "group", "aria-label": label }, ...boxes.map(({ node }) => node));
  return { node: el("div", { class: "form-part" }, el("p", { class: "form-label", text: label }), group), name, read, focus: () => group.querySelector("input")?.focus() };
}
