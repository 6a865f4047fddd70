// جای نوشتن - words, files, the own place, a voice message.   Sends through column.js   Recording: voice.js

import { preview } from "./bubble.js";
import { el, iconButton, recall, remember } from "./dom.js";
import { toast } from "./overlay.js";
import { canRecord, Recorder } from "./voice.js";
import { digits, say } from "./words.js";

export class Composer {
  /** send(act, body, file) is told each thing that was said. */
  constructor(chat, fileLimit, send) {
    this.chat = chat;
    this.fileLimit = fileLimit;
    this.send = send;
    this.files = [];
    this.build();
    this.text.value = recall(`draft.${chat}`, "");
    this.drawSend();
  }

  build() {
    const id = `write-${this.chat}`;
    this.text = el("textarea", { id, rows: "1", maxlength: "4096", dir: "auto", placeholder: say("write.hint"), enterkeyhint: "send", autocomplete: "off", "aria-describedby": `${id}-keys` });
    this.input = el("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", "aria-hidden": true });
    this.staged = el("div", { class: "staged", hidden: true });
    this.sendButton = iconButton("send", say("write.send"), () => this.submit(), { class: "icon-button send" });
    this.micButton = iconButton("mic", say("write.record"), () => this.record(), { class: "icon-button" });
    const attach = iconButton("attach", say("write.attach"), () => this.input.click());
    const label = el("label", { class: "hidden", for: id, text: say("write.label") });
    const keys = el("span", { class: "hidden", id: `${id}-keys`, text: say("write.keys") });
    this.bar = el("div", { class: "bar" }, attach, label, keys, this.text, this.micButton, this.sendButton, this.input);
    this.node = el("form", { class: "composer", on: { submit: (event) => event.preventDefault() } }, this.staged, this.bar);
    this.input.addEventListener("change", () => {
      this.stage(this.input.files);
      this.input.value = "";
    });
    this.text.addEventListener("input", () => this.drawSend());
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      } else if (event.key === "Escape") {
        event.preventDefault();
        this.text.blur();
      }
    });
    this.text.addEventListener("paste", (event) => event.clipboardData?.files.length && (event.preventDefault(), this.stage(event.clipboardData.files)));
  }

  /** Files may be dropped anywhere on the column. */
  takesDrops(column) {
    const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    column.dataset.drop = say("write.drop_here");
    column.addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      column.classList.add("dropping");
    });
    column.addEventListener("dragleave", (event) => !column.contains(event.relatedTarget) && column.classList.remove("dropping"));
    column.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      column.classList.remove("dropping");
      this.stage(event.dataTransfer.files);
    });
  }

  focus() {
    this.text.focus();
  }

  stage(files) {
    for (const file of files) {
      if (file.size > this.fileLimit) toast(say("problem.file_large", { n: digits(Math.floor(this.fileLimit / 1048576)) }), "bad");
      else if (!file.size) toast(say("problem.file_empty"), "bad");
      else this.files.push({ file, source: URL.createObjectURL(file) });
    }
    this.drawStaged();
    this.focus();
  }

  drawStaged() {
    this.staged.hidden = !this.files.length;
    this.staged.replaceChildren(...this.files.map((one, i) => el("div", { class: "staged-file" }, preview(one.file, one.source), iconButton("close", say("write.remove"), () => {
      URL.revokeObjectURL(one.source);
      this.files.splice(i, 1);
      this.drawStaged();
      this.focus();
    }))));
    this.drawSend();
  }

  drawSend() {
    const ready = this.text.value.trim() !== "" || this.files.length > 0;
    this.sendButton.hidden = !ready && canRecord();
    this.micButton.hidden = ready || !canRecord();
    this.text.style.height = "auto";
    if (this.text.isConnected) this.text.style.height = `${this.text.scrollHeight + 3}px`;
    remember(`draft.${this.chat}`, this.text.value || null);
  }

  async submit() {
    const text = this.text.value.trim();
    const files = this.files;
    if (!text && !files.length) return;
    this.text.value = "";
    this.files = [];
    this.drawStaged();
    const caption = files.length && text.length <= 1024 ? text : "";
    if (text && !caption) await this.say(text);
    for (const [i, one] of files.entries()) {
      URL.revokeObjectURL(one.source);
      await this.send("attached", i === 0 && caption ? { text: caption } : {}, one.file);
    }
    this.focus();
  }

  say(text) {
    return this.send("said", { text });
  }

  sharePlace() {
    const told = ({ coords }) => this.send("place", { latitude: coords.latitude, longitude: coords.longitude });
    const silent = () => toast(say("problem.place"), "bad");
    if (navigator.geolocation) navigator.geolocation.getCurrentPosition(told, silent, { timeout: 15000, enableHighAccuracy: true });
    else silent();
  }

  async record() {
    const recorder = new Recorder();
    try {
      await recorder.start();
    } catch {
      toast(say("problem.microphone"), "bad");
      return;
    }
    this.node.replaceChild(recorder.bar, this.bar);
    recorder.focus();
    const file = await recorder.result;
    this.node.replaceChild(this.bar, recorder.bar);
    if (file && file.size <= this.fileLimit) await this.send("attached", {}, file);
    this.focus();
  }
}
