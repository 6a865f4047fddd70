// سخن - one line of a conversation as the rahyar sees it: with its mark of arrival, its edits and its file; and a private note.   Shown by desk-talk.js

import { media } from "./bubble.js";
import { moment } from "./desk-time.js";
import { el, icon, iconButton } from "./dom.js";
import { clock, fullTime, say } from "./words.js";

const MARKS = { ready: "wait", sent: "check", unknown: "help", dead: "warn", nowhere: "warn" };

/** hears: {more(line), versions(line), resend(line)}; `source`: where its file is. */
export function drawLine(line, source, hears) {
  const mine = line.by === "rahyar";
  const node = el("div", { class: `message by-${mine ? "person" : "bot"} ${mine && !line.mine ? "colleague" : ""}`, data: { line: String(line.id) } });
  const said = mine ? (line.mine ? say("chat.you_said") : say("desk.colleague_said", { name: line.name })) : say("desk.member_said");
  const body = el("div", { class: "bubble" }, el("span", { class: "hidden", text: said }));
  if (mine && !line.mine && line.name) body.append(el("p", { class: "writer", text: line.name }));
  if (line.gone) body.append(el("p", { class: "gone", text: say("desk.taken_back") }));
  if (line.kind && !line.gone) body.append(media({ kind: line.kind, name: "", size: 0 }, source));
  if (line.words) body.append(el("div", { class: "text", dir: "auto", text: line.words }));
  body.append(foot(line, hears));
  node.append(body);
  if (line.mine && ["unknown", "dead", "nowhere"].includes(line.delivery)) node.append(trouble(line, hears));
  return node;
}

function foot(line, hears) {
  const at = new Date(line.at);
  const node = el("span", { class: "foot" });
  if (line.edited) node.append(el("button", { type: "button", class: "edited", text: say("desk.edited"), title: say("desk.see_versions"), on: { click: () => hears.versions(line) } }));
  node.append(el("time", { datetime: at.toISOString(), title: fullTime(at), text: clock(at) }));
  if (line.mine && !line.gone && line.delivery) {
    const mark = el("span", { class: `arrival ${line.delivery}`, title: say(`arrival.${line.delivery}`) }, icon(MARKS[line.delivery]), el("span", { class: "hidden", text: say(`arrival.${line.delivery}`) }));
    node.append(mark);
  }
  if (line.mine && !line.gone) node.append(iconButton("more", say("desk.line_more"), () => hears.more(line), { class: "icon-button line-more" }));
  return node;
}

function trouble(line, hears) {
  return el("div", { class: "choices-row" }, el("p", { class: "problem", text: say(`arrival.${line.delivery}`) }), el("button", { type: "button", class: "choice", text: say("desk.resend"), on: { click: () => hears.resend(line) } }));
}

/** Words that the member never sees look like nothing else here. */
export function drawNote(note) {
  const at = new Date(note.at);
  return el("div", { class: "note-line", data: { note: String(note.id ?? "") } },
    el("p", { class: "note-head" }, icon("lock"), el("strong", { text: say(note.whisper ? "note.whisper" : "note.of", { name: note.by }) }), el("span", { class: "note-secret", text: say("note.private") }), el("time", { datetime: at.toISOString(), title: fullTime(at), text: moment(note.at) })),
    el("div", { class: "text", dir: "auto", text: note.words }));
}

/** What a trainee would answer. hears: {send(proposal), decline(proposal)}. */
export function drawProposal(proposal, hears) {
  return el("div", { class: "note-line proposal" }, el("p", { class: "note-head" }, icon("help"), el("strong", { text: say("proposal.of", { name: proposal.by }) }), el("span", { class: "note-secret", text: say("note.private") })),
    el("div", { class: "text", dir: "auto", text: proposal.words }),
    el("div", { class: "choices-row" }, el("button", { type: "button", class: "choice primary", text: say("proposal.send"), on: { click: () => hears.send(proposal) } }), el("button", { type: "button", class: "choice", text: say("proposal.decline"), on: { click: () => hears.decline(proposal) } })));
}
