// کارهای پرونده - what may be done with a conversation, each with what it needs to know.   Boxes: desk-forms.js   Carried out by bot/desk/acts.py

import { attempt } from "./desk-acts.js";
import { Filling } from "./desk-filling.js";
import { ask, choice, sheet, words } from "./desk-forms.js";
import { manage } from "./desk-ready.js";
import { moment, now } from "./desk-time.js";
import { el } from "./dom.js";
import { copy } from "./markup.js";
import { toast } from "./overlay.js";
import { get, sentenceFor } from "./wire.js";
import { digits, mobile, say } from "./words.js";

const HOUR = 3600000;

export class Deeds {
  constructor(desk) {
    this.desk = desk;
  }

  do(act, number, body = {}) {
    return attempt(this.desk.chat, act, number, body);
  }

  /** A box whose answers become one act about a conversation. */
  async box(act, head, parts, done = "") {
    const told = await ask({ ...parts, act: (values) => this.desk.send(act, head.case, parts.body ? parts.body(values) : values) });
    if (told !== null && done) toast(done);
    return told;
  }

  hold(head) {
    return this.do(head.state === "taken" ? "hold" : "wake", head.case);
  }

  wake(head) {
    return this.do("wake", head.case);
  }

  return(head) {
    return this.box("return", head, { title: say("deed.return"), intro: say("deed.return_sure"), button: say("deed.return"), body: () => ({}) }).then((told) => told !== null && this.desk.open(0));
  }

  snooze(head) {
    const until = (ms) => this.do("snooze", head.case, { until: new Date(now() + ms).toISOString() });
    const morning = nextMorning();
    sheet(say("deed.snooze"), [
      [say("snooze.half"), () => until(HOUR / 2)],
      [say("snooze.hour"), () => until(HOUR)],
      [say("snooze.three"), () => until(3 * HOUR)],
      [say("snooze.morning", { moment: moment(morning) }), () => until(morning - now())],
      [say("snooze.other"), () => this.snoozeUntil(head)],
    ]);
  }

  snoozeUntil(head) {
    return this.box("snooze", head, {
      title: say("deed.snooze"),
      fields: [choice("day", say("snooze.day"), days(), "1"), words("clock", say("snooze.clock"), { type: "time", value: "09:00" })],
      button: say("deed.snooze"),
      body: ({ day, clock }) => ({ until: at(Number(day), clock) }),
    });
  }

  close(head) {
    const outcomes = this.desk.parts.rules.outcomes.map((word) => [word, say(`outcome.${word}`)]);
    return this.box("close", head, { title: say("deed.close"), intro: say("deed.close_sure"), fields: [choice("outcome", say("outcome.title"), outcomes, "solved")], button: say("deed.close") });
  }

  async transfer(head) {
    let about;
    try {
      about = await get(`/web/desk/${this.desk.chat}/about`);
    } catch (why) {
      toast(sentenceFor(why), "bad");
      return;
    }
    const people = about.colleagues.map((c) => [`ref:${c.ref}`, say("transfer.person", { name: c.name, state: say(`shift.${c.state}`), load: digits(Math.ceil(c.load / 4)) })]);
    const places = (this.desk.side.context?.places ?? []).map((p) => [p.scope, say("transfer.place", { name: p.name })]);
    const goals = [...people, ...places, ...about.topics.map((t) => [`topic:${t.word}`, say("transfer.topic", { name: t.name })])];
    await this.box("transfer", head, {
      title: say("deed.transfer"),
      fields: [choice("goal", say("transfer.to"), goals), words("reason", say("transfer.reason"), { rows: 2 })],
      button: say("deed.transfer"),
    }, say("transfer.asked"));
  }

  label(head) {
    return this.box("label", head, { title: say("deed.label"), fields: [words("label", say("deed.label_words"), { value: head.label, max: 40 })], button: say("desk.keep") });
  }

  priority(head) {
    const levels = [3, 2, 1, 0].map((n) => [n, say(`desk.priority.${n}`)]);
    return this.box("priority", head, { title: say("deed.priority"), fields: [choice("priority", say("deed.priority"), levels, head.priority)], button: say("desk.keep"), body: (v) => ({ priority: Number(v.priority) }) });
  }

  /** Answers for the person, or a dialog for them to go on with. */
  fill(head) {
    return new Filling(this.desk, head).begin();
  }

  // For whoever supervises: a conversation of somebody else

  listen(head) {
    return this.do(head.hears ? "unlisten" : "listen", head.case);
  }

  whisper(head) {
    return this.box("whisper", head, { title: say("deed.whisper"), intro: say("whisper.about", { name: head.with }), fields: [words("words", say("whisper.words"), { rows: 3, max: 1000 })], button: say("deed.whisper") }, say("whisper.done"));
  }

  takeover(head) {
    return this.box("takeover", head, { title: say("deed.takeover"), intro: say("takeover.about", { name: head.with }), fields: [words("reason", say("desk.reason"), { rows: 2 })], button: say("deed.takeover") });
  }

  alarm(head) {
    const dangers = ["life", "abuse"].map((word) => [word, say(`danger.${word}`)]);
    return this.box("alarm", head, {
      title: say("deed.alarm"), intro: say("deed.alarm_about"), danger: true,
      fields: [choice("danger", say("danger.title"), dangers, "life"), words("reason", say("desk.reason"), { rows: 2 })],
      button: say("deed.alarm"),
    }, say("deed.alarm_done"));
  }

  block(head) {
    const spans = [1, 3, 7, 30, this.desk.parts.rules.days].map((n) => [n, say("desk.days", { n })]);
    return this.box("block", head, {
      title: say("deed.block"), intro: say("deed.block_about"), danger: true,
      fields: [choice("days", say("block.days"), spans, 1), words("reason", say("block.reason"), { rows: 2 })],
      button: say("deed.block"),
      body: (v) => ({ days: Number(v.days), reason: v.reason }),
    });
  }

  text(head) {
    return this.box("text", head, {
      title: say("deed.text"), intro: say("deed.text_about"),
      fields: [words("question", say("text.question"), { rows: 2, max: 1000 }), words("answer", say("text.answer"), { rows: 4, max: 4000 })],
      button: say("deed.text"),
    }, say("deed.text_done"));
  }

  /** The whole identifier, for a reason that is kept. */
  async reveal(head, kind) {
    const value = await this.box("reveal", head, {
      title: say(`reveal.${kind}`), intro: say("reveal.about"),
      fields: [words("reason", say("desk.reason"), { rows: 2 })],
      button: say("reveal.show"),
      body: (v) => ({ kind, reason: v.reason }),
    });
    return typeof value === "string" ? value : "";
  }

  more(head) {
    const deeds = [
      [say(head.state === "taken" ? "deed.hold" : "deed.wake"), () => this.hold(head)], [say("deed.snooze"), () => this.snooze(head)], [say("deed.transfer"), () => this.transfer(head)],
      [say("deed.return"), () => this.return(head)], [say("deed.fill"), () => this.fill(head)], [say("deed.label"), () => this.label(head)], [say("deed.priority"), () => this.priority(head)], [say("deed.text"), () => this.text(head)],
      [say("deed.alarm"), () => this.alarm(head), "danger"], [say("deed.block"), () => this.block(head), "danger"], [say("deed.close"), () => this.close(head)],
    ];
    sheet(say("deed.more"), head.state === "snoozed" ? deeds.filter(([text]) => text !== say("deed.transfer")) : deeds);
  }

  /** A promised call: take it, see the number, say what came of it. */
  call(call) {
    const about = el("p", { class: "form-intro", text: say("calls.about", { name: call.name || say("desk.newcomer"), due: moment(call.due), tries: digits(call.tries) }) });
    const body = { call: call.call };
    if (!call.mine) {
      sheet(say("calls.title"), [[say("calls.take"), () => this.do("call-take", 0, body)]], about);
      return;
    }
    sheet(say("calls.title"), [
      [say("calls.number"), () => this.number(call)],
      [say("calls.done"), () => ask({ title: say("calls.done"), fields: [words("words", say("calls.words"), { rows: 3 })], button: say("desk.keep"), act: (v) => this.desk.send("call-done", 0, { ...body, ...v }) })],
      [say("calls.missed"), () => this.do("call-missed", 0, body)],
    ], about);
  }

  async number(call) {
    try {
      const number = await this.desk.send("call-number", 0, { call: call.call });
      const link = el("a", { class: "button primary wide", href: `tel:${number}`, text: mobile(number) });
      sheet(say("calls.number"), [[say("chat.copy"), () => copy(number)], [say("calls.back"), () => this.call(call)]], link);
    } catch (why) {
      toast(sentenceFor(why), "bad");
    }
  }

  ready() {
    return manage(this.desk);
  }
}

const TEHRAN = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Tehran", year: "numeric", month: "2-digit", day: "2-digit" });

/** A day from today and a time on the clock of Tehran (which is 3:30 ahead of UTC all the year), as the house wants it. */
function at(ahead, time) {
  return `${TEHRAN.format(new Date(now() + ahead * 24 * HOUR))}T${/^\d{2}:\d{2}/.test(time) ? time.slice(0, 5) : "09:00"}:00+03:30`;
}

function nextMorning() {
  const today = Date.parse(at(0, "09:00"));
  return today > now() ? today : Date.parse(at(1, "09:00"));
}

function days() {
  const name = new Intl.DateTimeFormat("fa-IR-u-ca-persian-nu-arabext", { weekday: "long", day: "numeric", month: "long", timeZone: "Asia/Tehran" });
  return [0, 1, 2, 3, 5, 7, 13].map((n) => [n, n === 0 ? say("chat.today") : name.format(new Date(now() + n * 24 * HOUR))]);
}
