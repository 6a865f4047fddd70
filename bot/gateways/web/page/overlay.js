// روی صفحه - passing words, boxes to answer, a photo in full size, the switch between light and dark.

import { el, iconButton, recall, remember } from "./dom.js";
import { say } from "./words.js";

/** A passing word, read aloud by screen readers. */
export function toast(text, kind = "") {
  const box = document.getElementById("toasts");
  const node = el("p", { class: `toast ${kind}`, text });
  box.append(node);
  while (box.childElementCount > 3) box.firstElementChild.remove();
  setTimeout(() => node.remove(), Math.max(3500, text.length * 90));
}

/** A box that waits for an answer; resolves with the index of the button, -1 when left. */
export function box(text, buttons = [say("chat.ok")]) {
  return new Promise((done) => {
    const dialog = el("dialog", { class: "box", "aria-label": text });
    const choose = (index) => {
      dialog.remove();
      done(index);
    };
    const row = el("div", { class: "box-row" }, ...buttons.map((label, i) => el("button", { type: "button", class: i ? "button" : "button primary", text: label, on: { click: () => choose(i) } })));
    dialog.append(el("p", { text }), row);
    dialog.addEventListener("cancel", () => choose(-1));
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A photo over the whole screen; Esc or a tap closes it and the focus goes back. */
export function fullPhoto(source, alt) {
  const dialog = el("dialog", { class: "full-photo", "aria-label": alt });
  const close = () => dialog.remove();
  dialog.append(iconButton("close", say("chat.close"), close), el("img", { src: source, alt }));
  dialog.addEventListener("cancel", close);
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  document.body.append(dialog);
  dialog.showModal();
}

const THEMES = ["auto", "light", "dark"];
const ICONS = { auto: "auto", light: "sun", dark: "moon" };

/** The switch: like the device, light, dark. */
export function themeButton() {
  const holder = el("span");
  const draw = (focus) => {
    const now = recall("theme", "auto");
    const button = iconButton(ICONS[now], say(`theme.${now}`), () => {
      const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length];
      remember("theme", next === "auto" ? null : next);
      document.dispatchEvent(new Event("theme"));
      draw(true);
      toast(say(`theme.${next}`));
    });
    holder.replaceChildren(button);
    if (focus) button.focus();
  };
  draw(false);
  return holder;
}
