// جریان زنده - one line that brings every change of all open chats; when it breaks, it goes on from where it was.   Served by stream.py

const QUIET = 45000; // the house gives a sign of life every 15-20 s; a line without one is dead, whatever the browser thinks

export class Stream {
  /** hears: {changes(body), note(name, body), state("joining" | "live" | "waiting"), over()} */
  constructor(hears) {
    this.hears = hears;
    this.places = new Map();
    this.failures = 0;
    window.addEventListener("online", () => this.open());
    window.addEventListener("offline", () => this.open()); // the house may be on this machine: only trying tells
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.source?.readyState !== EventSource.OPEN && this.open());
    setInterval(() => this.source?.readyState === EventSource.OPEN && Date.now() - this.heard > QUIET && this.open(), 5000);
  }

  /** Show these chats from now on; the place in those already shown is kept. */
  show(chats) {
    const places = new Map(chats.map((chat) => [chat, this.places.get(chat) ?? 0]));
    const same = places.size === this.places.size && chats.every((chat) => this.places.has(chat));
    this.places = places;
    if (!same || !this.source) this.open();
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }

  open() {
    this.close();
    if (!this.places.size) return;
    if (!this.failures) this.hears.state("joining");
    const after = [...this.places].map(([chat, seq]) => `${chat}.${seq}`).join("~");
    const source = new EventSource(`/web/events?after=${encodeURIComponent(after)}`);
    this.source = source;
    this.heard = Date.now();
    source.addEventListener("changes", (event) => this.take(event, () => this.hears.changes(JSON.parse(event.data))));
    source.addEventListener("live", (event) => this.take(event, () => {
      this.failures = 0;
      this.hears.state("live");
    }));
    for (const name of ["toast", "typing", "news"]) source.addEventListener(name, (event) => this.take(event, () => this.hears.note(name, JSON.parse(event.data))));
    source.addEventListener("beat", (event) => this.take(event, () => {}));
    source.addEventListener("over", () => {
      this.close();
      this.hears.over();
    });
    source.addEventListener("error", () => this.source === source && this.broken());
  }

  take(event, act) {
    this.heard = Date.now();
    act();
    for (const place of (event.lastEventId || "").split("~")) {
      const [chat, seq] = place.split(".");
      if (this.places.has(chat)) this.places.set(chat, Number(seq));
    }
  }

  broken() {
    this.close();
    this.failures += 1;
    this.hears.state("waiting");
    const pause = Math.min(15000, 700 * 2 ** Math.min(this.failures, 5)) * (0.7 + Math.random() * 0.6);
    this.timer = setTimeout(() => this.open(), pause);
    if (this.failures % 3 === 2) this.hears.doubt(); // EventSource hides why: perhaps the session is over
  }
}
