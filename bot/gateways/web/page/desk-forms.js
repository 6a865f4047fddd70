// برگه‌ها - boxes with fields, in which a rahyar says what an act needs; a no of the house is shown beside the field.   Used by desk-deeds.js

import { el } from "./dom.js";
import { sentenceFor } from "./wire.js";
import { say } from "./words.js";

/** One of several: buttons of which one is pressed. */
export function choice(name, label, options, value) {
  const group = el("div", { class: "options", role: "radiogroup", "aria-label": label });
  const pick = (node) => {
    group.dataset.value = node.dataset.value;
    for (const other of group.children) {
      other.setAttribute("aria-checked", String(other === node));
      other.tabIndex = other === node ? 0 : -1;
    }
  };
  options.forEach(([key, text]) => group.append(el("button", { type: "button", class: "option", role: "radio", "aria-checked": "false", data: { value: String(key) }, text, on: { click: (event) => pick(event.currentTarget) } })));
  group.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowLeft: 1, ArrowUp: -1, ArrowRight: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...group.children];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    pick(next);
    next.focus();
  });
  const start = [...group.children].find((n) => n.dataset.value === String(value)) ?? group.firstElementChild;
  if (start) pick(start);
  return { node: el("div", { class: "form-part" }, el("p", { class: "form-label", text: label }), group), name, read: () => group.dataset.value ?? "", focus: () => group.querySelector("[tabindex='0']")?.focus() };
}

/** A line, or with `rows` some lines, of words. */
export function words(name, label, { rows = 0, value = "", type = "text", hint = "", max = 300, min = "" } = {}) {
  const id = `form-${name}`;
  const shared = { id, class: `field ${rows ? "lines" : ""}`, placeholder: hint, maxlength: max };
  const input = rows ? el("textarea", { ...shared, rows, dir: "auto" }) : el("input", { ...shared, type, dir: type === "text" ? "auto" : "ltr", autocomplete: "off", min });
  input.value = value;
  return { node: el("div", { class: "form-part" }, el("label", { class: "form-label", for: id, text: label }), input), name, read: () => input.value.trim(), focus: () => input.focus() };
}

/** Ask; `act(values)` does it and its result is resolved. null: it was left. A no of the house keeps the box open. */
export function ask({ title, intro = "", fields = [], button, danger = false, act }) {
  return new Promise((done) => {
    const problem = el("p", { class: "problem", role: "alert" });
    const send = el("button", { class: `button primary ${danger ? "danger" : ""}`, text: button });
    const form = el("form", { class: "ask-form", novalidate: true }, el("h2", { text: title }), intro ? el("p", { class: "form-intro", text: intro }) : null, ...fields.map((f) => f.node), problem,
      el("div", { class: "box-row" }, el("button", { type: "button", class: "button quiet", text: say("desk.cancel"), on: { click: () => leave(null) } }), send));
    const dialog = el("dialog", { class: "box wide-box", "aria-label": title }, form);
    const leave = (result) => {
      dialog.remove();
      done(result);
    };
    dialog.addEventListener("cancel", () => leave(null));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.target.getAttribute?.("role") === "radio")) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      send.disabled = true;
      problem.textContent = "";
      try {
        leave((await act(Object.fromEntries(fields.map((f) => [f.name, f.read()])))) ?? true);
      } catch (why) {
        send.disabled = false;
        problem.textContent = sentenceFor(why);
        fields.at(-1)?.focus();
      }
    });
    document.body.append(dialog);
    dialog.showModal();
    (fields[0] ?? { focus: () => send.focus() }).focus();
  });
}

/** A sheet of deeds: [label, act, style]. */
export function sheet(title, deeds, lead = null) {
  const dialog = el("dialog", { class: "box wide-box", "aria-label": title });
  const leave = () => dialog.remove();
  const list = el("div", { class: "options" }, ...deeds.map(([text, act, style = ""]) => el("button", { type: "button", class: `option ${style}`, text, on: { click: () => (leave(), act()) } })));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...list.children];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });
  dialog.append(el("h2", { text: title }), ...(lead ? [lead] : []), list, el("div", { class: "box-row" }, el("button", { type: "button", class: "button quiet", text: say("desk.cancel"), on: { click: leave } })));
  dialog.addEventListener("cancel", leave);
  document.body.append(dialog);
  dialog.showModal();
  list.querySelector("button")?.focus();
}
