"""نوازنده - plays a dialog from the top with the answers so far and stops at the first question without one.   The protocol: handlers/kit/chat.py"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, cast

import msgspec

from bot.engine.budget import ANSWERS, Meter
from bot.engine.options import Offer, fetched, labelled
from bot.engine.page import drawn, page
from bot.engine.questions import Answered, Asked, Did, Ended, Labelled, OverBudget, Question, Restart, Waits
from bot.engine.reading import matching
from bot.engine.screens import Message, Words
from bot.engine.taking_back import drop, kind_of
from bot.engine.talk import Entry, Kind, Run
from bot.engine.wire import back, plain
from domain.kernel.people import Actor
from domain.kernel.refusal import Refusal
from handlers.kit.chat import Option, Reader, Unreadable

T = TypeVar("T")


@dataclass(slots=True)
class Player:
    """One replay of one run: the Chat that its dialog talks to. `visited` lists the journal names in the order the dialog came by them."""

    run: Run
    member: Actor
    now: datetime
    today: date
    words: Words
    did: Did | None = None
    link_to: Callable[[str, str], str] = lambda flow, token: token
    visited: list[str] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    written: list[str] = field(default_factory=list)  # since the last `say`: what the next one shows, or `hand` gives
    meter: Meter = field(init=False)

    def __post_init__(self) -> None:
        self.meter = Meter(self.run.flow)

    # What the dialog reads

    @property
    def subject(self) -> Any:
        return self.run.subject

    def link(self, flow: str, token: str) -> str:
        return self.link_to(flow, token)

    # What the dialog asks

    async def ask(self, key: str, reader: Reader[T], *, n: int = 0, optional: bool = False, **fields: object) -> T:
        name = self._name(key, n)
        entry = self._entry(name)
        if entry is not None and (entry.value is not None or not optional):
            try:
                value = cast(T, back(entry.value, reader.type))
                reader.check(value, self.today)
            except Unreadable as gone:
                self._forget(name, self._reason(gone))
            except msgspec.ValidationError:
                self._forget(name, self.words.say("engine.changed_by_us"))
            else:
                return self._answer(name, key, value, reader.shown(value))
        elif entry is not None:
            return cast(T, self._answer(name, key, None, None))
        question = self._question("read", name, key, fields, reader=reader, optional=optional)
        if (did := self._take(name)) is None:
            raise Asked(question)
        if did.do == "skip" and optional:
            self._write(name, "answer", None)
            return cast(T, self._answer(name, key, None, None))
        try:
            value = cast(T, back(self.run.before[name], reader.type)) if did.do == "keep" and name in self.run.before else reader.read(did.said, self.today)
            reader.check(value, self.today)
        except Unreadable as no:
            raise Asked(question, missed=self._reason(no, key)) from None
        self._write(name, "answer", plain(value))
        return self._answer(name, key, value, reader.shown(value))

    async def choose(self, key: str, options: Offer[T], *, n: int = 0, search: bool = False, columns: int = 1, **fields: object) -> T:
        name = self._name(key, n)
        entry = self._entry(name)
        offered: list[Labelled] | None = None
        if entry is not None:
            value, label = entry.value
            if callable(options):
                return cast(T, self._answer(name, key, value, label))
            offered = labelled(options, self.words, self.text_key)
            if chosen := next((o for o in offered if o.value == value), None):
                return cast(T, self._answer(name, key, chosen.option.value if chosen.option else value, chosen.label))
            self._forget(name, self.words.say("engine.option_gone", name=label))
        if offered is None:
            offered = labelled(await fetched(options, self.meter), self.words, self.text_key)
        if not offered:
            await self.stop(f"{key}.none", **fields)
        question = self._question("one", name, key, fields, options=offered, search=search, columns=columns)
        chosen = self._chosen(question)
        if callable(options) and not isinstance(chosen.value, str | int):
            raise TypeError(f"{name}: options from a callable have values of str or int, for only that is kept")
        self._write(name, "answer", [chosen.value, chosen.label])
        return cast(T, self._answer(name, key, chosen.option.value if chosen.option else chosen.value, chosen.label))

    async def choose_many(self, key: str, options: Offer[T], *, n: int = 0, **fields: object) -> list[T]:
        name = self._name(key, n)
        offered = labelled(await fetched(options, self.meter), self.words, self.text_key)
        if not offered:
            await self.stop(f"{key}.none", **fields)
        by_value = {msgspec.json.encode(o.value): o for o in offered}
        entry = self._entry(name)
        if entry is not None:
            kept = [by_value[k] for v in entry.value if (k := msgspec.json.encode(v)) in by_value]
            if kept:
                return cast("list[T]", self._answer(name, key, [o.option.value for o in kept if o.option], [o.label for o in kept]))
            self._forget(name, self.words.say("engine.options_gone"))
        question = self._question("many", name, key, fields, options=offered)
        did = self._take(name)
        if did is None:
            raise Asked(question)
        if did.do == "keep" and name in self.run.before:
            self.run.ticks = list(self.run.before[name])
        elif did.do == "tick":
            self._tick(did.value, by_value)
        elif did.do == "say":
            if not (found := matching(did.said.text, [(o.label, o) for o in offered])):
                raise Asked(question, missed=self._again(key))
            for o in found[:1]:
                self._tick(o.value, by_value)
        if did.do not in ("ticked", "keep") or not self.run.ticks:
            raise Asked(question)
        kept = [o for o in offered if o.value in self.run.ticks]
        self.run.ticks = []
        self._write(name, "answer", [o.value for o in kept])
        return cast("list[T]", self._answer(name, key, [o.option.value for o in kept if o.option], [o.label for o in kept]))

    async def yes_no(self, key: str, *, n: int = 0, **fields: object) -> bool:
        return await self.choose(key, [Option(True, "common.yes"), Option(False, "common.no")], n=n, search=False, columns=2, **fields)

    async def confirm(self, key: str, **fields: object) -> None:
        name = self._name(key, 0)
        if self._entry(name) is not None:
            self.visited.append(name)
            return
        question = self._question("confirm", name, key, fields)
        question.lines = list(self.answered)
        did = self._take(name)
        if did is None:
            raise Asked(question)
        if did.do == "say":  # typed instead of tapped
            meant = matching(did.said.text, [(self.words.plain("common.yes"), "yes"), (self.words.plain("common.no"), "no")])
            if not meant:
                raise Asked(question, missed=self.words.say("engine.confirm_again"))
            did = Did(name, meant[0])
        if did.do == "no":
            raise Ended("declined")
        self._write(name, "ok", True)
        self.visited.append(name)

    # What the dialog says and keeps
    async def say(self, key: str, *, n: int = 0, copies: Mapping[str, str] | None = None, **fields: object) -> None:
        below, self.written = self.written, []
        self._tell(self._name(key, n), key, fields, below, copies=tuple((self.words.plain(self.text_key(k)), v) for k, v in (copies or {}).items()))

    async def give(self, key: str, *, qr: str = "", drawing: str = "", photo: str = "", **fields: object) -> None:
        self._tell(key, key, fields, qr=qr, media=drawn(drawing, photo))

    async def write(self, key: str, **fields: object) -> None:
        self.written.append(self.words.say(self.text_key(key), **fields))

    async def hand(self, key: str, *, name: str, as_picture: bool = False, qr: str = "", **fields: object) -> None:
        self._tell(key, key, fields, media=page(self.words, self.text_key(name), self.written, self.now, as_picture=as_picture, qr=qr))

    def _tell(self, name: str, key: str, fields: dict[str, object], below: Iterable[str] = (), **more: Any) -> None:
        if self._once(f"say:{name}"):
            self.messages.append(Message("\n".join([self.words.say(self.text_key(key), **fields), *below]), **more))

    async def pin(self, key: str, value: T, *, n: int = 0) -> T:
        name = f"pin:{self._name(key, n)}"
        self.visited.append(name)
        if (entry := self.run.journal.get(name)) is not None:
            try:
                return cast(T, back(entry.value, type(value)))
            except msgspec.ValidationError:
                """A deploy changed its type: it is pinned anew."""
        self._write(name, "pin", plain(value))
        return value

    async def wait(self, key: str, *, until: datetime | timedelta, **fields: object) -> Any:
        name = self._name(key, 0)
        self.visited.append(name)
        if (entry := self.run.journal.get(name)) is not None:
            return entry.value
        raise Waits(name, self.words.say(self.text_key(key), **fields), self.run.until or (self.now + until if isinstance(until, timedelta) else until))

    async def again(self, key: str, why: Refusal | str, *, n: int = 0, **fields: object) -> None:
        reason = self.words.say(why.text_key, **why.fields) if isinstance(why, Refusal) else self.words.say(self.text_key(why), **fields)
        name = self._name(key, n)
        drop(self.run, self.visited, name, and_answers_after=False)
        self.run.why = [name, reason]
        raise Restart

    async def start(self, flow: str, subject: object = None) -> None:
        raise Ended("started", (flow, plain(subject)))

    async def stop(self, key: str, **fields: object) -> None:
        self.messages.append(Message(self.words.say(self.text_key(key), **fields)))
        raise Ended("stopped")

    # Inside

    def text_key(self, key: str) -> str:
        """Where the words of `key` are: under the flow, else under the subsystem, else those of everybody, else as it stands."""
        for prefix in (self.run.flow, self.run.flow.partition(".")[0], "common"):
            if self.words.has(f"{prefix}.{key}"):
                return f"{prefix}.{key}"
        return key

    def _name(self, key: str, n: int) -> str:
        self.meter.step()
        return f"{key}#{n}" if n else key

    def _entry(self, name: str) -> Entry | None:
        if name in self.visited:
            raise ValueError(f"{self.run.flow} asks {name} twice: give it n=")
        return self.run.journal.get(name)

    def _write(self, name: str, kind: Kind, value: Any) -> None:
        journal = self.run.journal
        if kind == "answer" and sum(e.kind == "answer" for e in journal.values()) >= ANSWERS:
            raise OverBudget(f"{self.run.flow}: more than {ANSWERS} answers")
        journal[name] = Entry(kind, value, self.now)
        if kind in ("answer", "ok"):
            self.run.filled.pop(name, None)
            self.run.misses, self.run.page, self.run.search, self.run.why = 0, 0, "", []

    def _once(self, name: str) -> bool:
        self.visited.append(name)
        if name in self.run.journal:
            return False
        self._write(name, "said", None)
        return True

    def _answer(self, name: str, key: str, value: T, shown: object) -> T:
        self.visited.append(name)
        self.answered.append(Answered(name, self.text_key(key), shown, self.run.filled.get(name, 0)))
        return value

    def _forget(self, name: str, reason: str) -> None:
        """An earlier answer no longer holds."""
        self.run.journal.pop(name, None)
        self.run.why = [name, reason]

    def _take(self, name: str) -> Did | None:
        did, self.did = self.did, None
        return did if did is not None and did.name == name else None

    def _question(self, kind: Any, name: str, key: str, fields: dict[str, object], **more: Any) -> Question:
        step = 1 + sum(kind_of(self.run, v) in ("answer", "ok") for v in self.visited)
        return Question(kind, name, self.text_key(str(fields.pop("said_as", key))), fields, step=step, **more)

    def _chosen(self, question: Question) -> Labelled:
        did = self._take(question.name)
        if did is None:
            raise Asked(question)
        wanted = self.run.before.get(question.name, [None])[0] if did.do == "keep" else did.value
        if did.do == "say":
            found = matching(did.said.text, [(o.label, o) for o in question.options])
            if len(found) > 1:
                self.run.search, self.run.page = did.said.text, 0
                raise Asked(question)
            if not found:
                raise Asked(question, missed=self._again(question.text_key))
            return found[0]
        chosen = next((o for o in question.options if o.value == wanted and type(o.value) is type(wanted)), None)
        if chosen is None:
            self.run.why = [question.name, self.words.say("engine.options_gone")]
            raise Asked(question)
        return chosen

    def _tick(self, value: Any, by_value: dict[bytes, Labelled]) -> None:
        if msgspec.json.encode(value) in by_value:
            self.run.misses, self.run.why, ticks = 0, [], self.run.ticks
            ticks.remove(value) if value in ticks else ticks.append(value)

    def _again(self, key: str) -> str:
        again = f"{self.text_key(key)}.again"
        return self.words.say(again if self.words.has(again) else "engine.choose_again")

    def _reason(self, no: Unreadable, key: str = "") -> str:
        own = f"{self.text_key(key)}.again"  # says more than a general reason, less than one with a limit in it
        if key and not no.fields and self.words.has(own):
            return self.words.say(own)
        return self.words.say(no.code if self.words.has(no.code) else self.text_key(no.code), **no.fields)
