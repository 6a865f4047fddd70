// پیام صوتی - records with what the browser has; sent like any file.   Used by composer.js

import { el, icon, iconButton } from "./dom.js";
import { minutes, say } from "./words.js";

const LONGEST = 180; // seconds

export const canRecord = () => Boolean(window.MediaRecorder && navigator.mediaDevices?.getUserMedia);

export class Recorder {
  /** `result` resolves with the file, or null when it was thrown away. */
  constructor() {
    this.result = new Promise((done) => (this.done = done));
    this.time = el("span", { role: "timer" });
    this.stopButton = iconButton("send", say("write.record_stop"), () => this.stop(true), { class: "icon-button send" });
    this.bar = el("div", { class: "bar recording" }, iconButton("trash", say("write.record_drop"), () => this.stop(false)), el("p", {}, icon("mic"), this.time), this.stopButton);
    this.bar.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.stop(false);
    });
  }

  focus() {
    this.stopButton.focus();
  }

  async start() {
    this.microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    this.recorder = new MediaRecorder(this.microphone);
    const parts = [];
    this.recorder.addEventListener("dataavailable", (event) => event.data.size && parts.push(event.data));
    this.recorder.addEventListener("stop", () => {
      this.microphone.getTracks().forEach((track) => track.stop());
      const type = this.recorder.mimeType.split(";")[0];
      this.done(this.keep && parts.length ? new File(parts, `voice.${type.split("/")[1]}`, { type }) : null);
    });
    this.recorder.start();
    const began = Date.now();
    const tick = () => {
      const seconds = (Date.now() - began) / 1000;
      this.time.textContent = say("write.recording", { time: minutes(seconds) });
      if (seconds >= LONGEST) this.stop(true);
    };
    tick();
    this.ticking = setInterval(tick, 500);
  }

  stop(keep) {
    clearInterval(this.ticking);
    this.keep = keep;
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }
}
