// ساختن صفحه - elements without a line of HTML in strings: text is always text.   Used by every module

const SVG = "http://www.w3.org/2000/svg";

/** An element. attrs: `class`, `text`, `on: {click}`, `data: {x}`; true/false attributes are set or left out; the rest are attributes. */
export function el(tag, attrs = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "on") for (const [event, f] of Object.entries(value)) node.addEventListener(event, f);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

/** Bring the pictures into the page once: later, without a line, they could not be fetched. */
export async function loadIcons() {
  if (document.getElementById("icons")) return;
  const answer = await fetch("/web/page/icons.svg");
  if (!answer.ok) throw new Error(`icons: ${answer.status}`);
  const pictures = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  pictures.id = "icons";
  pictures.setAttribute("class", "hidden");
  pictures.setAttribute("aria-hidden", "true");
  document.body.append(document.adoptNode(pictures));
}

/** A picture of icons.svg. It never carries a meaning alone: its button has words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A round button with an icon and a spoken name. */
export function iconButton(name, label, click, attrs = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click }, ...attrs }, icon(name));
}

/** The way of a rahyar to the desk (bot/desk/). */
export const deskLink = (href, label, text = "") => el("a", { class: text ? "to-desk" : "icon-button to-desk", href, "aria-label": label, title: label }, icon("desk"), text);

/** The first letter of a name on a colour of its own. */
export function avatar(name, key) {
  const node = el("span", { class: "avatar", "aria-hidden": true, text: [...name.replace(/^آقای |^خانم /, "")][0] || "" });
  let hue = 7;
  for (const letter of key) hue = (hue * 31 + letter.codePointAt(0)) % 360;
  node.style.setProperty("--hue", String(hue));
  return node;
}

/** Something small kept by the browser; without storage (private windows) it simply is not kept. */
export function recall(key, otherwise) {
  try {
    const kept = localStorage.getItem(`emresalat.${key}`);
    return kept === null ? otherwise : JSON.parse(kept);
  } catch {
    return otherwise;
  }
}

export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(`emresalat.${key}`);
    else localStorage.setItem(`emresalat.${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
