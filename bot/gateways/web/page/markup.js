// نشانه‌گذاری - the neutral markup of the house (<b>, <i>, <code>) as elements; everything else in a text stays text.

import { el, icon } from "./dom.js";
import { toast } from "./overlay.js";
import { say } from "./words.js";

const ELEMENTS = { b: "strong", i: "em", code: "code" };
const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"' };
const TOKEN = /<(\/?)(b|i|code)>|&(amp|lt|gt|quot);|[^<&]+|[<&]/g;
const OWN = new RegExp(`(${location.origin.replaceAll(".", "\\.")}/[\\w?=&%./-]*)`);

/** A fragment of elements for a text of the bot. */
export function marked(text) {
  const root = document.createDocumentFragment();
  const open = [root];
  for (const [token, closing, tag, sign] of text.matchAll(TOKEN)) {
    const here = open[open.length - 1];
    if (!tag) here.append(...(sign ? [SIGNS[sign]] : pieces(token)));
    else if (!closing) open.push(here.appendChild(document.createElement(ELEMENTS[tag])));
    else if (open.length > 1 && here.localName === ELEMENTS[tag]) open.pop();
  }
  root.querySelectorAll("code").forEach(copyable);
  return root;
}

/** Words, the small gap between two paragraphs, and addresses of this house as links: an invitation can be opened here, other people's addresses stay words. */
function pieces(text) {
  return text.split(OWN).flatMap((part, n) => {
    if (n % 2) return [el("a", { href: part, text: part, dir: "ltr" })];
    return part.split("\n\n").flatMap((words, k) => (k ? [el("span", { class: "gap", text: "\n" }), words] : [words]));
  });
}

/** The text without marks, for a quotation or a notice. */
export const unmarked = (text) => [...text.matchAll(TOKEN)].map(([token, , tag, sign]) => (tag ? "" : sign ? SIGNS[sign] : token)).join("");

function copyable(code) {
  const text = code.textContent;
  if (!text.trim() || code.closest("button")) return;
  const button = el("button", { type: "button", class: "code", "aria-label": say("chat.copy_code", { code: text }), title: say("chat.copy"), on: { click: () => copy(text) } });
  code.replaceWith(button);
  button.append(code, icon("copy"));
}

/** Codes are copied as machines want them: ASCII digits, no invisible signs. */
export async function copy(text) {
  const plain = text.replace(/[\u2066-\u2069\u200e\u200f]/g, "").replace(/[۰-۹]/g, (d) => "۰۱۲۳۴۵۶۷۸۹".indexOf(d));
  try {
    await navigator.clipboard.writeText(plain);
  } catch {
    const field = el("textarea", { class: "hidden", text: plain });
    document.body.append(field);
    field.select();
    document.execCommand("copy"); // for pages that are not opened over https
    field.remove();
  }
  toast(say("chat.copied"));
}
