// خط میز - one line that brings what changes at the desk and in the open conversation; broken, it begins anew with everything.   Served by bot/desk/line.py

const QUIET = 45000; // the house gives a sign of life every 15-20 s

export class DeskStream {
  /** hears: {desk(parts), talk(parts), shut(body), state("joining" | "live" | "waiting"), over(body), doubt()} */
  constructor(chat, hears) {
    this.chat = chat;
    this.hears = hears;
    this.open_case = 0;
    this.failures = 0;
    this.again = () => this.closed || this.open();
    window.addEventListener("online", this.again);
    window.addEventListener("offline", this.again);
    this.seen = () => document.visibilityState === "visible" && this.source?.readyState !== EventSource.OPEN && this.again();
    document.addEventListener("visibilitychange", this.seen);
    this.watch = setInterval(() => this.source?.readyState === EventSource.OPEN && Date.now() - this.heard > QUIET && this.again(), 5000);
  }

  /** Show this conversation from now on; 0: none. */
  show(number) {
    this.open_case = number;
    this.open();
  }

  leave() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  close() {
    this.closed = true;
    this.leave();
    clearInterval(this.watch);
    window.removeEventListener("online", this.again);
    window.removeEventListener("offline", this.again);
    document.removeEventListener("visibilitychange", this.seen);
  }

  open() {
    this.leave();
    const source = new EventSource(`/web/desk/${this.chat}/events?case=${this.open_case}`);
    const number = this.open_case;
    let first = true;
    this.source = source;
    this.heard = Date.now();
    const on = (name, act) => source.addEventListener(name, (event) => {
      if (this.source !== source) return;
      this.heard = Date.now();
      act(JSON.parse(event.data));
    });
    on("desk", (parts) => this.hears.desk(parts));
    on("case", (parts) => {
      if (number === this.open_case) this.hears.talk({ ...parts, whole: first });
      first = false;
    });
    on("shut", (body) => this.hears.shut(body));
    on("beat", () => {});
    on("live", () => {
      this.failures = 0;
      this.hears.state("live");
    });
    on("over", (body) => {
      this.leave();
      this.hears.over(body);
    });
    source.addEventListener("error", () => this.source === source && this.broken());
  }

  broken() {
    this.leave();
    this.failures += 1;
    this.hears.state("waiting");
    const pause = Math.min(15000, 500 * 2 ** Math.min(this.failures, 5)) * (0.7 + Math.random() * 0.6);
    this.timer = setTimeout(() => this.open(), pause);
    if (this.failures % 3 === 2) this.hears.doubt(); // EventSource hides why: perhaps the session is over
  }
}
