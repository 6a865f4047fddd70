// صفحه‌ی گفت‌وگو - where everything begins: who one is, which conversations are open, the one line they share.   Parts: column.js town.js door.js stream.js

import { Column } from "./column.js";
import { door } from "./door.js";
import { deskLink, el, iconButton, loadIcons, recall, remember } from "./dom.js";
import { box, themeButton, toast } from "./overlay.js";
import { Stream } from "./stream.js";
import { Town } from "./town.js";
import { get, post, Refused, sentenceFor } from "./wire.js";
import { loadWords, say } from "./words.js";

const app = document.getElementById("app");
const columns = new Map();
let town = null;
let me = null;
let state = "joining";
let unread = 0;

const stream = new Stream({
  changes: (body) => columns.get(body.chat)?.apply(body),
  note: (name, note) => (name === "news" ? town?.fresh(note.chat, false) : columns.get(note.chat)?.note(name, note)),
  state: setState,
  over: () => begin(),
  doubt: () => get("/web/me").then((now) => !now.open.length && columns.size && begin()).catch(() => setState("waiting")),
});

function setState(next) {
  const shown = next === "waiting" && !navigator.onLine ? "offline" : next;
  const was = state;
  state = shown;
  if (shown === "live" && ["waiting", "offline"].includes(was)) {
    toast(say("state.back"));
    columns.forEach((column) => column.outbox.wake());
  }
  columns.forEach((column) => column.setState(shown));
}

function openColumn(person, options) {
  const column = new Column(person, {
    close: (key) => closeColumn(key),
    seen: (key, n) => town?.saw(key, n),
    fresh: (key) => came(key),
    signedOut: () => begin(),
  }, { fileLimit: me.file_limit, ...options });
  columns.set(person.key, column);
  column.setState(state);
  column.outbox.pump(); // what an earlier visit could not send
  return column;
}

function closeColumn(key) {
  columns.get(key)?.close();
  columns.delete(key);
  keepOpen();
  town.show([...columns.keys()].at(-1) ?? null);
}

function keepOpen() {
  remember("open", [...columns.keys()]);
  stream.show([...columns.keys()]);
}

/** Words came: the title says so while nobody looks. */
function came(key) {
  const looking = document.visibilityState === "visible" && columns.get(key)?.node.offsetParent !== null;
  town?.fresh(key, looking && columns.get(key).atEnd());
  if (document.visibilityState === "visible") return;
  unread += 1;
  document.title = say("app.unread", { n: unread, title: say("app.title") });
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  unread = 0;
  document.title = say("app.title");
  columns.forEach((column) => column.atEnd() && column.sawAll());
});

/** What the link says that led here; the address forgets it. */
function payloadOfLink() {
  const payload = (new URLSearchParams(location.search).get("start") ?? "").replace(/[^\w-]/g, "").slice(0, 64);
  if (location.search) history.replaceState(null, "", "/");
  return payload;
}

function showTown() {
  let payload = payloadOfLink(); // for whoever sits down first
  town = new Town(me, {
    isOpen: (key) => columns.has(key),
    openKeys: () => [...columns.keys()],
    open: (person) => {
      const column = openColumn(person, { closable: true, payload });
      town.columns.append(column.node);
      if (payload) column.outbox.add("start", { payload });
      payload = "";
      keepOpen();
    },
    show: (key, focus) => {
      columns.forEach((column, k) => column.shown(k === key));
      const column = columns.get(key);
      if (!column) return;
      column.toEnd(false);
      if (focus) column.composer.focus();
      column.node.scrollIntoView({ inline: "nearest", block: "nearest" });
    },
  });
  app.replaceChildren(town.node);
  const people = [...me.people, ...me.mine];
  for (const key of recall("open", [])) {
    const person = people.find((p) => p.key === key);
    if (person && me.open.includes(key)) town.columns.append(openColumn(person, { closable: true }).node);
  }
  keepOpen();
  const last = recall("shown", null);
  town.show(columns.has(last) ? last : null);
}

function showOwn() {
  const key = me.open[0];
  const payload = payloadOfLink();
  const leave = iconButton("leave", say("app.sign_out"), signOut);
  const person = { key, name: say("app.bot"), role: "", bot: true };
  const desk = me.mine.some((one) => one.desk) ? [deskLink("/desk", say("app.desk"))] : [];
  const column = openColumn(person, { controls: [...desk, themeButton(), leave], payload });
  app.replaceChildren(el("main", { class: "own" }, column.node));
  column.shown(true);
  if (payload && !recall(`unsent.${key}`, []).some((i) => i.act === "start")) column.outbox.add("start", { payload });
  stream.show([key]);
  column.composer.focus();
}

async function signOut() {
  if ((await box(say("app.sign_out_sure"), [say("app.sign_out"), say("chat.close")])) !== 0) return;
  try {
    await post("/web/signout");
  } catch (why) {
    toast(sentenceFor(why), "bad");
    return;
  }
  begin();
}

function clear() {
  stream.close();
  stream.places.clear();
  columns.forEach((column) => column.close());
  columns.clear();
  town = null;
}

/** Ask who one is and show the page that belongs to it. */
async function begin() {
  clear();
  try {
    await Promise.all([loadWords(), loadIcons()]);
    me = await get("/web/me");
  } catch (why) {
    failed(why);
    return;
  }
  app.removeAttribute("aria-busy");
  if (me.demo) showTown();
  else if (me.open.length) showOwn();
  else app.replaceChildren(door((now) => {
    me = now;
    showOwn();
  }, me.signin));
}

function failed(why) {
  const text = why instanceof Refused && why.text ? why.text : app.dataset.broken; // perhaps there are no words yet
  const again = el("button", { type: "button", class: "button primary", text: app.dataset.retry, on: { click: () => begin() } });
  app.replaceChildren(el("main", { class: "sheet-page" }, el("section", { class: "sheet" }, el("p", { role: "alert", text }), again)));
}

begin();
