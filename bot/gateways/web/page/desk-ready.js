// پاسخ آماده - «/» and a word finds it, arrows choose, Enter fills it in; what it still needs is asked before anything is sent.   Rules: domain/moshavereh/beside.py

import { ask, sheet, words } from "./desk-forms.js";
import { el, icon } from "./dom.js";
import { toast } from "./overlay.js";
import { get, Refused, sentenceFor } from "./wire.js";
import { say } from "./words.js";

export class ReadyBox {
  /** input: the textarea; hears: {may(), fill(text), send(answer, values)}. */
  constructor(desk, input, hears) {
    this.desk = desk;
    this.input = input;
    this.hears = hears;
    this.found = [];
    this.at = 0;
    this.list = el("div", { class: "ready-list", role: "listbox", id: "ready-list", "aria-label": say("ready.title") });
    this.node = el("div", { class: "ready", hidden: true }, this.list, el("p", { class: "ready-hint", text: say("ready.hint") }));
    input.setAttribute("aria-controls", "ready-list");
    input.addEventListener("input", () => this.look());
    input.addEventListener("blur", () => setTimeout(() => !this.node.contains(document.activeElement) && this.hide(), 150));
  }

  get open() {
    return !this.node.hidden;
  }

  hide() {
    this.node.hidden = true;
    this.input.removeAttribute("aria-activedescendant");
  }

  async look() {
    const asked = this.hears.may() && /^[/÷](.*)$/.exec(this.input.value); // the key of «/» gives «÷» on some Persian keyboards
    if (!asked) {
      this.hide();
      return;
    }
    const turn = (this.turn = (this.turn ?? 0) + 1);
    try {
      const { answers } = await get(`/web/desk/${this.desk.chat}/ready?words=${encodeURIComponent(asked[1].trim())}`);
      if (turn !== this.turn || !/^[/÷]/.test(this.input.value)) return;
      this.found = answers;
      this.at = 0;
      this.draw();
    } catch (why) {
      toast(sentenceFor(why), "bad");
    }
  }

  draw() {
    this.node.hidden = false;
    const option = (answer, n) => el("div", { class: "ready-option", role: "option", id: `ready-${n}`, "aria-selected": String(n === this.at), on: { mousedown: (event) => event.preventDefault(), click: () => this.choose(n) } },
      el("strong", {}, answer.shortcut, answer.own ? null : el("span", { class: "chip quiet", text: say("ready.shared") })), el("span", { text: answer.words }), answer.kind ? icon("attach") : null);
    this.list.replaceChildren(...(this.found.length ? this.found.map(option) : [el("p", { class: "none", text: say("ready.none") })]));
    this.mark();
  }

  mark() {
    [...this.list.querySelectorAll("[role=option]")].forEach((node, n) => {
      node.setAttribute("aria-selected", String(n === this.at));
      if (n === this.at) node.scrollIntoView({ block: "nearest" });
    });
    if (this.found.length) this.input.setAttribute("aria-activedescendant", `ready-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** True: the key was for the list. */
  key(event) {
    if (!this.open || event.altKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.found.length) {
      this.at = (this.at + step + this.found.length) % this.found.length;
      this.mark();
    } else if (["Enter", "Tab"].includes(event.key) && !event.shiftKey && this.found.length) this.choose(this.at);
    else if (event.key === "Escape") this.hide();
    else if (event.key !== "Enter") return false;
    event.preventDefault();
    return true;
  }

  /** Its words come into the field, to be looked at and sent; one with a file is shown and sent as it is. */
  async choose(n) {
    const answer = this.found[n];
    const number = this.desk.number;
    this.hide();
    const told = await this.filled(answer, number, {});
    if (told === null || number !== this.desk.number) {
      this.input.focus();
      return;
    }
    if (answer.kind) {
      const sure = await ask({ title: say("ready.with_file"), intro: told.text, button: say("write.send"), act: async () => true });
      if (sure) this.hears.send(answer.answer, told.values);
    } else this.hears.fill(told.text);
  }

  /** {text, values}; null: it was left. What is missing is asked. */
  async filled(answer, number, values) {
    try {
      return { text: await this.desk.send("fill", number, { answer: answer.answer, values }), values };
    } catch (why) {
      if (!(why instanceof Refused) || why.why !== "moshavereh.missing_variables") {
        toast(sentenceFor(why), "bad");
        return null;
      }
      const fields = (why.more.names ?? []).map((name, n) => ({ ...words(`v${n}`, say("ready.variable", { name: name.replaceAll("_", " ") })), variable: name }));
      let given = {};
      const text = await ask({
        title: say("ready.missing"), intro: answer.words, fields, button: say("ready.put_in"),
        act: (told) => {
          given = { ...values, ...Object.fromEntries(fields.map((f) => [f.variable, told[f.name]])) };
          return this.desk.send("fill", number, { answer: answer.answer, values: given });
        },
      });
      return text === null ? null : { text, values: given };
    }
  }
}

/** My own ready answers: add, change, throw away. */
export async function manage(desk) {
  let answers;
  try {
    ({ answers } = await get(`/web/desk/${desk.chat}/ready?words=`));
  } catch (why) {
    toast(sentenceFor(why), "bad");
    return;
  }
  const own = answers.filter((a) => a.own);
  const edit = (answer) => keep(desk, answer);
  sheet(say("ready.own"), [[say("ready.new"), () => edit(null)], ...own.map((a) => [`${a.shortcut} · ${a.words.slice(0, 60)}`, () => change(desk, a)])], el("p", { class: "form-intro", text: say("ready.about") }));
}

function change(desk, answer) {
  sheet(answer.shortcut, [[say("ready.edit"), () => keep(desk, answer)], [say("ready.drop"), () => desk.deeds.do("drop-ready", 0, { answer: answer.answer }), "danger"]], el("p", { class: "form-intro", text: answer.words }));
}

async function keep(desk, answer) {
  const told = await ask({
    title: say(answer ? "ready.edit" : "ready.new"), intro: say("ready.variables"),
    fields: [words("shortcut", say("ready.shortcut"), { value: answer?.shortcut ?? "", max: 30 }), words("words", say("ready.words"), { rows: 5, value: answer?.words ?? "", max: 4000 })],
    button: say("desk.keep"),
    act: (v) => desk.send("keep-ready", 0, { ...v, answer: answer?.answer ?? 0 }),
  });
  if (told !== null) toast(say("ready.kept"));
}
