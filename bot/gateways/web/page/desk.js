// میز پاسخ‌گویی - where the desk begins: who sits at it, then the desk itself.   Parts: desk-page.js desk-stream.js   Served by bot/desk/

import { door } from "./door.js";
import { avatar, el, loadIcons } from "./dom.js";
import { DeskPage } from "./desk-page.js";
import { themeButton } from "./overlay.js";
import { get, post, Refused } from "./wire.js";
import { loadWords, say } from "./words.js";

const app = document.getElementById("app");
let desk = null;

/** Ask who one is; in the demo the address names whose place is taken. */
async function begin() {
  desk?.close();
  desk = null;
  let me;
  const as = new URLSearchParams(location.search).get("as") ?? "";
  try {
    await Promise.all([loadWords(), loadIcons()]);
    me = await get("/web/me");
    if (me.demo && as && !me.open.includes(as) && me.people.some((p) => p.key === as)) me = await post(`/web/demo/${as}`);
  } catch (why) {
    sheet(why instanceof Refused && why.text ? why.text : app.dataset.broken, [again()]);
    return;
  }
  app.removeAttribute("aria-busy");
  if (me.demo && !me.open.includes(as)) town(me);
  else if (me.open.length) sit(me, me.demo ? as : me.open[0]);
  else app.replaceChildren(door(() => begin(), me.signin));
}

function sit(me, chat) {
  desk = new DeskPage(chat, me, { over: (text) => out(text), signedOut: () => begin() });
  app.replaceChildren(desk.node);
  desk.begin();
}

/** Who sits here answers nobody (any more). */
function out(text) {
  desk?.close();
  desk = null;
  sheet(text, [el("a", { class: "button primary", href: "/", text: say("desk.to_chat") }), again()]);
}

const again = () => el("button", { type: "button", class: "button", text: app.dataset.retry, on: { click: () => begin() } });

function sheet(text, buttons) {
  app.removeAttribute("aria-busy");
  const mark = el("img", { class: "sheet-mark", src: "/web/page/icon.svg", alt: "", width: "72", height: "72" });
  app.replaceChildren(el("main", { class: "sheet-page" }, el("section", { class: "sheet" }, mark, el("h1", { text: document.title }), el("p", { role: "alert", text }), el("div", { class: "sheet-row" }, ...buttons))));
}

/** The demo: whose desk is it? */
function town(me) {
  const seats = me.people.filter((p) => p.desk).map((p) => el("a", { class: "person", href: `/desk?as=${p.key}`, data: { key: p.key } },
    avatar(p.name, p.key), el("span", { class: "about" }, el("strong", { text: p.name }), el("span", { text: p.role }))));
  const page = el("section", { class: "sheet" }, el("img", { class: "sheet-mark", src: "/web/page/icon.svg", alt: "", width: "72", height: "72" }),
    el("h1", { text: say("desk.title") }), el("p", { text: say(seats.length ? "desk.whose" : "desk.nobody") }), el("div", { class: "seats" }, ...seats),
    el("a", { class: "button quiet", href: "/", text: say("desk.to_town") }));
  app.replaceChildren(el("main", { class: "sheet-page" }, el("div", { class: "corner" }, themeButton()), page));
}

begin();
