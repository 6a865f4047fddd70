// شهر نمایشی - the people of the demo, whose place one takes; several conversations side by side.   Columns: column.js

import { avatar, deskLink, el, icon, iconButton, recall, remember } from "./dom.js";
import { themeButton, toast } from "./overlay.js";
import { post, sentenceFor } from "./wire.js";
import { say } from "./words.js";

export class Town {
  /** house: {open(person), close(key), show(key), isOpen(key), newest} - what chat.js does with columns. */
  constructor(me, house) {
    this.house = house;
    this.seen = recall("seen", {});
    this.columns = el("div", { class: "columns" });
    this.tabs = el("nav", { class: "tabs", "aria-label": say("town.switch") });
    this.list = el("div", { class: "people" });
    this.empty = el("div", { class: "empty" }, el("img", { src: "/web/page/icon.svg", alt: "", width: "88", height: "88" }), el("h2", { text: say("town.empty_title") }), el("p", { text: say("town.empty") }));
    this.head = el("h1", { text: say("town.title") });
    const head = el("header", { class: "town-head" }, el("img", { src: "/web/page/icon.svg", alt: "", width: "44", height: "44" }), this.head, themeButton());
    this.side = el("aside", { class: "side", "aria-label": say("town.people") }, head, el("p", { class: "intro", text: say("town.intro") }), this.list);
    this.main = el("main", { class: "stage", id: "stage", tabindex: "-1" }, this.tabs, this.columns, this.empty);
    const skip = el("a", { class: "skip", href: "#stage", text: say("app.skip"), on: { click: (event) => (event.preventDefault(), this.main.focus()) } });
    this.node = el("div", { class: "town at-list" }, skip, this.side, this.main);
    this.unread = new Set();
    this.learn(me);
  }

  /** Who is there; `newest` tells whose chat has words not seen in this browser. */
  learn(me) {
    this.people = [...me.people, ...me.mine];
    this.mine = new Set(me.mine.map((p) => p.key));
    for (const [key, n] of Object.entries(me.newest)) if (n > (this.seen[key] ?? 0)) this.unread.add(key);
    this.draw();
  }

  draw() {
    const entry = (person) => this.entry(person);
    const town = this.people.filter((p) => !this.mine.has(p.key)).map(entry);
    const mine = this.people.filter((p) => this.mine.has(p.key)).map(entry);
    const fresh = el("button", { type: "button", class: "person fresh", on: { click: () => this.take("new") } },
      el("span", { class: "avatar plus" }, icon("plus")), el("span", { class: "about" }, el("strong", { text: say("town.new") }), el("span", { text: say("town.new_about") })));
    const held = document.activeElement?.dataset?.key;
    this.list.replaceChildren(fresh, ...(mine.length ? [el("h2", { text: say("town.mine") }), ...mine] : []), el("h2", { text: say("town.people") }), ...town);
    if (held) this.list.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
    this.drawTabs();
  }

  entry(person) {
    const open = this.house.isOpen(person.key);
    const unread = this.unread.has(person.key);
    const about = el("span", { class: "about" }, el("strong", { text: person.name }), el("span", { text: person.role }));
    const mark = unread ? el("span", { class: "mark" }, el("span", { class: "hidden", text: say("town.news") })) : null;
    const seat = open ? el("span", { class: "seat" }, icon("check"), el("span", { class: "hidden", text: say("town.is_open") })) : null;
    const node = el("button", { type: "button", class: `person ${open ? "is-open" : ""}`, data: { key: person.key }, on: { click: () => this.take(person.key) } }, avatar(person.name, person.key), about, mark, seat);
    return person.desk ? el("div", { class: "with-desk" }, node, deskLink(`/desk?as=${person.key}`, say("town.desk", { name: person.name }), say("desk.title"))) : node;
  }

  /** Phones show one conversation at a time, with a row of who is open. */
  drawTabs() {
    const tabs = this.house.openKeys().map((key) => {
      const person = this.people.find((p) => p.key === key);
      const tab = el("button", { type: "button", class: "tab", data: { key }, on: { click: () => this.show(key) } }, avatar(person.name, key), el("span", { text: person.name }));
      if (this.shown === key && !this.node.classList.contains("at-list")) tab.setAttribute("aria-current", "true");
      if (this.unread.has(key)) tab.append(el("span", { class: "mark" }, el("span", { class: "hidden", text: say("town.news") })));
      return tab;
    });
    this.tabs.replaceChildren(iconButton("back", say("town.back"), () => this.show(null, true)), ...tabs);
    this.tabs.dataset.count = String(tabs.length);
    this.empty.hidden = tabs.length > 0;
    this.columns.dataset.count = String(tabs.length);
  }

  async take(key) {
    if (this.house.isOpen(key)) {
      this.show(key, true);
      return;
    }
    try {
      const me = await post(`/web/demo/${key}`);
      this.people = [...me.people, ...me.mine];
      this.mine = new Set(me.mine.map((p) => p.key));
      this.house.open(this.people.find((p) => p.key === me.taken));
      this.show(me.taken, true);
    } catch (why) {
      toast(sentenceFor(why), "bad");
    }
  }

  /** Bring a conversation forward; null: the list of people. */
  show(key, focus = false) {
    this.shown = key;
    this.node.classList.toggle("at-list", key === null);
    remember("shown", key);
    this.draw();
    this.house.show(key, focus);
    if (key === null && focus) this.list.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Words came for somebody. */
  fresh(key, looking) {
    if (looking) return;
    this.unread.add(key);
    this.draw();
  }

  saw(key, n) {
    this.seen = { ...recall("seen", {}), [key]: Math.max(n, this.seen[key] ?? 0) };
    remember("seen", this.seen);
    if (this.unread.delete(key)) this.draw();
  }
}
