"""پیمایشگر - goes through a town like its people: every menu, card, notice and link, every option, every question answered, until nothing new is seen."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import select

from bot.gateways.base import Incoming
from domain.kernel.persian.dates import day_in_tehran
from handlers.kit import Said
from storage.kit.cards import button, card_copy
from tests.kit.talk import Person
from tests.walk.answers import answers
from tests.walk.callers import STANDING
from tests.walk.meetings import MEETINGS, Meeting
from tests.walk.standing import Stand, doors, stand_of
from tests.walk.town import Neighbours
from tests.walk.world import Moment, World

LINK = re.compile(r"start[= ]([A-Za-z0-9_-]+)")
FORWARD = {"flow", "family", "draft", "anew", "pick", "tick", "ticked", "skip", "yes", "no", "resume", "bot", "page"}
"""What is pressed to go on; the other acts are promises of every screen (promises.py)."""


@dataclass(frozen=True)
class Act:
    """One thing a person does. `says`: for failure messages."""

    kind: str  # tap, text, start
    says: str
    ref: str = ""
    message: str = ""
    said: Said = field(default_factory=Said)
    payload: str = ""
    does: tuple[Any, ...] = ()

    async def by(self, world: World, person: Person) -> None:
        incoming = Incoming(
            person.at, str(next(world.town.updates)), person.key, self.kind, self.said, ref=self.ref,  # type: ignore[arg-type]  # one of three kinds
            tap="t" if self.kind == "tap" else "", message=self.message, payload=self.payload,
        )  # fmt: skip
        await world.send(person, incoming)


@dataclass
class Node:
    """A screen somebody has come to, and the moment to come back to it."""

    person: Person
    moment: Moment
    stand: Stand
    trail: tuple[str, ...]
    before: Stand | None = None
    edges: list[tuple[Act, Stand]] = field(default_factory=list)
    at_home: bool = False

    @property
    def where(self) -> str:
        return f"{self.person.key} at {self.stand.where} (by {' > '.join(self.trail[-6:])})"


@dataclass
class Fault:
    """A promise that did not hold."""

    promise: str
    says: str

    def __str__(self) -> str:
        return f"[{self.promise}] {self.says}"


def signature(stand: Stand) -> tuple[Any, ...]:
    """What makes a screen worth looking at once more: its question and which options it has, or what its buttons do."""
    if stand.question is not None:
        labels = frozenset(o.option.label if o.option else "" for o in stand.question.options)
        return stand.flow, stand.key, stand.question.kind, labels, stand.run is not None and bool(stand.run.ticks), stand.run.page if stand.run else 0
    does = frozenset((act[0], act[1]) if act[0] in ("flow", "family") else (act[0],) for act in stand.live.values())
    return ("", stand.owner, does)


Visit = Callable[[Node], Awaitable[None]]


class Crawler:
    """Walks breadth first. `times`: how often a screen of the same signature is gone on from; `patience`: with options of a list that all lead to the same."""

    def __init__(self, world: World, town: Neighbours, *, times: int = 1, patience: int = 5, thorough: bool = False) -> None:
        self.world, self.town, self.times, self.patience, self.thorough = world, town, times, patience, thorough
        self.visits: list[Visit] = []
        self.at_doors: list[Callable[[Crawler, Person, Act], Awaitable[None]]] = []  # what is looked at before a card's or notice's button is pressed
        self.only: frozenset[str] = frozenset()  # the flows of a second round
        self.turn = 0  # counts the screens visited: what is tried by turns goes by it
        self.seen: Counter[tuple[Any, ...]] = Counter()
        self.screens: set[tuple[Any, ...]] = set()
        self.doors: Counter[tuple[str, ...]] = Counter()
        self.faults: list[Fault] = []
        self.visited: set[tuple[Any, ...]] = set()
        self.read: set[str] = set()  # texts that were looked at
        self.queue: deque[Node] = deque()
        self.kinds: dict[str, tuple[str, ...]] = {}  # reference of a card's or notice's button -> what it is for

    async def walk(self, missing: Callable[[], set[str]] = set) -> None:
        """Everybody's menu and doors, and on from there; then once more, by others, through the flows of which something is `missing`.

        What then still is comes to those only who stand in the right place: they begin it themselves (callers.py STANDING), some of them after a meeting (meetings.py).
        """
        base = await self.world.keep()
        await self._round(base, list(self.world.people.values()))
        self.only = frozenset(missing())
        if self.only:
            for sign in [sign for sign in self.seen if sign[0] in self.only]:
                del self.seen[sign]
            await self._round(base, list(reversed(self.world.people.values())))
        for flow in sorted(missing() & STANDING.keys()):
            await self.by_standing(base, flow)
        for question in sorted(missing() & MEETINGS.keys()):
            await self.by_meeting(base, *MEETINGS[question])

    async def by_standing(self, base: Moment, flow: str) -> None:
        """Through one flow with the person whose standing leads where nobody else was asked."""
        person, self.only = self.world.people[STANDING[flow]], frozenset({flow})
        for sign in [sign for sign in self.seen if sign[0] == flow]:
            del self.seen[sign]
        await self.world.go_back(base)
        act = Act("start", f"begins {flow}", payload=flow.replace(".", "_", 1))
        await act.by(self.world, person)
        await self._arrive(person, Node(person, base, Stand(), (person.key,)), act)
        while self.queue:
            await self._go_on(self.queue.popleft())

    async def by_meeting(self, base: Moment, flow: str, meet: Meeting) -> None:
        """Through one flow after people of the town have met for it."""
        await self.world.go_back(base)
        key, subject = await meet(self.town)
        person, self.only = self.world.people[key], frozenset({flow})
        for sign in [sign for sign in self.seen if sign[0] == flow]:
            del self.seen[sign]
        met = await self.world.keep()
        await person.begins(flow, subject)
        await self._arrive(person, Node(person, met, Stand(), (key, "a meeting")), Act("start", f"begins {flow} about {subject}"))
        while self.queue:
            await self._go_on(self.queue.popleft())

    async def _round(self, base: Moment, people: list[Person]) -> None:
        for person in people:
            await self.world.go_back(base)
            await Act("start", "/start").by(self.world, person)
            act = Act("text", "/menu", said=Said("/menu"))
            await act.by(self.world, person)
            await self._arrive(person, Node(person, base, Stand(), (person.key,)), act, at_home=True)
            await self._follow(Node(person, base, Stand(), (person.key,)), {})
        while self.queue:
            await self._go_on(self.queue.popleft())

    async def _arrive(self, person: Person, origin: Node, act: Act, *, at_home: bool = False) -> Stand:
        """Look where an act led, and stay for more if it is new. Everybody's own menu is new."""
        if errors := self.world.errors.take():
            self.faults += [Fault("nothing breaks", f"{person.key} {act.says} at {origin.where}: {error}") for error in errors]
        stand = await stand_of(self.world, person)
        sign = signature(stand)
        self.screens.add(sign)
        self.seen[sign] += 1
        if at_home or self.seen[sign] <= self.times:
            self.queue.append(Node(person, await self.world.keep(), stand, (*origin.trail, act.says), origin.stand, at_home=at_home))
        return stand

    async def _go_on(self, node: Node) -> None:
        await self.world.go_back(node.moment)
        dull, led_to = 0, None  # options of one list, one after the other, that led to the same screen
        for act in await self.forward(node):
            if act.does[:1] == ("pick",) and dull >= self.patience:
                continue
            await self.world.go_back(node.moment)
            known = self._buttons()
            await act.by(self.world, node.person)
            stand = await self._arrive(node.person, node, act, at_home=node.at_home and act.does[:1] == ("family",))
            dull, led_to = dull + 1 if signature(stand) == led_to else 0, signature(stand)
            node.edges.append((act, stand))
            await self._follow(Node(node.person, node.moment, stand, (*node.trail, act.says)), known)
        sign = signature(node.stand)
        look = sign if self.thorough or node.stand.question is None else sign[:3]
        if look not in self.visited:
            self.visited.add(look)
            self.turn += 1
            for visit in self.visits:
                await visit(node)

    def _buttons(self) -> dict[str, set[str]]:
        return {key: {b.ref for m in p.chat for b in m.buttons} | set(_links(p)) for key, p in self.world.people.items()}

    async def _follow(self, node: Node, known: dict[str, set[str]]) -> None:
        """Cards, notices and links that have come to anybody since: doors for them, each kind a few times."""
        fresh: list[tuple[Person, Act]] = []
        for key, person in sorted(self.world.people.items(), key=lambda one: one[0] in self.town.busy):  # a person they speak with holds up a dialog
            before = known.get(key, set())
            new = [(m, b) for m, b in doors(person, {}) if b.ref not in before]
            signs = await self.what_they_do([b.ref for _, b in new])
            fresh += [(person, Act("tap", f"«{b.label}»", b.ref, m.id)) for m, b in new if self._is_seldom(signs.get(b.ref))]
            for payload in _links(person):
                others = [p for p in self.world.people.values() if p is not person and payload not in before]
                fresh += [(p, Act("start", f"link {payload}", payload=payload)) for p in others if self._is_seldom(("link", payload.partition("-")[0]))]
        if not fresh:
            return
        here = await self.world.keep()
        for person, act in fresh:
            await self.world.go_back(here)
            for look in self.at_doors if act.kind == "tap" else ():
                await look(self, person, act)
            buttons = self._buttons()
            await act.by(self.world, person)
            through = Node(person, here, Stand(), (*node.trail, person.key))
            await self._arrive(person, through, act)
            await self._follow(Node(person, here, Stand(), (*through.trail, act.says)), buttons)

    def _is_seldom(self, sign: tuple[str, ...] | None) -> bool:
        if sign is None:
            return False
        self.doors[sign] += 1
        return self.doors[sign] <= self.times

    async def what_they_do(self, refs: list[str]) -> dict[str, tuple[str, ...]]:
        """What buttons of cards and notices are for: a card's action, or a notice's flow."""
        if unknown := [ref for ref in refs if ref not in self.kinds]:
            async with self.world.house.units.look(self.world.town.now) as unit:
                joined = button.outerjoin(card_copy, button.c.copy == card_copy.c.id)
                found = await unit.conn.execute(select(button.c.ref, button.c.act, card_copy.c.card).select_from(joined).where(button.c.ref.in_(unknown)))
                for ref, act, card in found:
                    does = msgspec.json.decode(act)[0]
                    self.kinds[ref] = ("card", card, does) if card else ("notice", does)
        return self.kinds

    async def forward(self, node: Node) -> list[Act]:
        """Everything that leads on from here."""
        stand = node.stand
        acts: list[Act] = []
        named = 0
        labels = {b.ref: b.label for m in node.person.chat for b in m.buttons}
        for ref, does in stand.live.items():
            if does[0] not in FORWARD or (does[0] == "flow" and self.only and does[1] not in self.only):
                continue
            if does[0] in ("pick", "tick") and stand.question is not None:
                option = next((o.option for o in stand.question.options if o.value == does[2]), None)
                named += option is not None and not option.label
                if option is not None and not option.label and named > self.times + 1:
                    continue
            acts.append(Act("tap", f"«{labels.get(ref, '')}»", ref, stand.message, does=tuple(does)))
        question = stand.question
        if question is not None and question.kind == "read":
            today = day_in_tehran(self.world.town.now)
            said = await answers(question, stand.flow, node.person.key, self.town, self.world.house.texts, today)
            acts += [Act("text", f"says {one.text or one.media or one.contact or one.place}", said=one) for one in said[: self.times]]
        return acts


def _links(person: Person) -> list[str]:
    return list(dict.fromkeys(p for m in person.chat for p in LINK.findall(m.text)))
