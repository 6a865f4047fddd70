// حباب - one message as one sees and hears it.   Placed by column.js   Marks: markup.js

import { el, icon } from "./dom.js";
import { copy, marked, unmarked } from "./markup.js";
import { fullPhoto } from "./overlay.js";
import { clock, fullTime, mobile, say, size } from "./words.js";

/** The node of a message. hears: {tap(message, button), find(n)}. */
export function bubble(message, hears) {
  const node = el("div", { class: `message by-${message.by}`, data: { n: String(message.n) } });
  fill(node, message, hears);
  return node;
}

/** Draw a message anew in its place; the focus stays in it. */
export function fill(node, message, hears) {
  const held = node.contains(document.activeElement) && document.activeElement !== node;
  const at = new Date(message.at);
  const time = el("time", { datetime: at.toISOString(), title: fullTime(at), text: clock(at) });
  const body = el("div", { class: "bubble" }, el("span", { class: "hidden", text: say(message.by === "bot" ? "chat.bot_said" : "chat.you_said") }), ...content(message, hears));
  body.append(el("span", { class: "foot" }, time)); // a screen of the bot changes with every tap: to say so each time would be noise
  node.replaceChildren(body, ...(message.rows ? [buttons(message, hears)] : []));
  node.classList.toggle("with-photo", message.media?.kind === "photo");
  if (held) (node.querySelector(".choices button, .choices a") ?? node.closest(".column")?.querySelector("textarea"))?.focus();
}

function content(message, hears) {
  const parts = [];
  if (message.reply) parts.push(quotation(hears.find(Number(message.reply))));
  if (message.media) parts.push(media(message.media, `/web/media/${message.media.ref}`));
  if (message.contact) parts.push(el("p", { class: "fact" }, icon("phone"), say("chat.contact", { mobile: mobile(message.contact) })));
  if (message.place) parts.push(el("p", { class: "fact" }, icon("pin"), say("chat.place")));
  if (message.text) parts.push(el("div", { class: "text", dir: "auto" }, message.by === "bot" ? marked(message.text) : message.text));
  return parts;
}

function quotation(earlier) {
  const words = earlier ? (earlier.by === "bot" ? unmarked(earlier.text ?? "") : (earlier.text ?? "")) : say("chat.gone");
  return el("blockquote", { class: "quotation" }, el("span", { class: "hidden", text: say("chat.in_reply") }), words.slice(0, 120));
}

/** A photo as a small picture, sound and video with their own players, anything else as a card to take along. */
export function media(file, source) {
  const name = file.name || say(`chat.${file.kind}`);
  if (file.kind === "photo") {
    const picture = el("img", { src: source, alt: say("chat.photo"), loading: "lazy", width: file.width, height: file.height });
    return el("button", { type: "button", class: "photo", "aria-label": say("chat.see_photo"), on: { click: () => fullPhoto(source, say("chat.photo")) } }, picture);
  }
  if (file.kind === "voice") return el("audio", { controls: true, preload: "metadata", src: source, "aria-label": name });
  if (file.kind === "video") return el("video", { controls: true, preload: "metadata", src: source, "aria-label": name });
  const words = el("span", {}, el("bdi", { text: name }), file.size ? el("small", { text: size(file.size) }) : null);
  return el("a", { class: "file", href: source, download: file.name || "", "aria-label": say("chat.download", { name }) }, icon("file"), words);
}

function buttons(message, hears) {
  const group = el("div", { class: "choices", role: "group", "aria-label": say("chat.choices") });
  for (const row of message.rows) group.append(el("div", { class: "choices-row" }, ...row.map((button) => choice(message, button, hears))));
  return group;
}

function choice(message, button, hears) {
  const style = `choice ${button.style ?? ""}`;
  if (button.url) {
    if (!/^(https?|tel|mailto):/i.test(button.url)) return null;
    return el("a", { class: style, href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.label, icon("out"), el("span", { class: "hidden", text: say("chat.opens_outside") }));
  }
  if (button.copy) return el("button", { type: "button", class: style, on: { click: () => copy(button.copy) } }, button.label, icon("copy"));
  const node = el("button", { type: "button", class: style, text: button.label });
  node.addEventListener("click", () => {
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    hears.tap(message, button, () => node.removeAttribute("aria-busy"));
  });
  return node;
}

/** What was said here and is not confirmed yet. hears: {again(id), drop(id)}. */
export function unsent(item, source, hears) {
  const node = el("div", { class: `message by-person unsent ${item.problem ? "failed" : ""}`, data: { id: item.id } });
  const body = el("div", { class: "bubble" }, el("span", { class: "hidden", text: say("chat.you_said") }));
  if (item.file) body.append(preview(item.file, source));
  if (item.act === "contact") body.append(el("p", { class: "fact" }, icon("phone"), say("chat.share_contact")));
  if (item.act === "place") body.append(el("p", { class: "fact" }, icon("pin"), say("chat.place")));
  if (item.body.text) body.append(el("div", { class: "text", dir: "auto", text: item.body.text }));
  const words = item.problem ? say("send.failed") : say("send.waiting");
  body.append(el("span", { class: "foot" }, icon("wait"), el("span", { text: words })));
  node.append(body);
  if (item.problem) {
    node.append(
      el("p", { class: "problem", role: "alert", text: item.problem }),
      el("div", { class: "choices-row" },
        el("button", { type: "button", class: "choice", text: say("send.again"), on: { click: () => hears.again(item.id) } }),
        el("button", { type: "button", class: "choice danger", text: say("send.drop"), on: { click: () => hears.drop(item.id) } })),
    );
  }
  return node;
}

export function preview(file, source) {
  if (source && /^image\/(jpeg|png|webp|gif)$/.test(file.type)) return el("img", { class: "preview", src: source, alt: say("chat.photo") });
  return el("span", { class: "file" }, icon("file"), el("span", {}, el("bdi", { text: file.name }), el("small", { text: size(file.size) })));
}
