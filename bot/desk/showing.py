"""نشان دادن - what the desk shows, as plain parts that the page draws.   Sent by: line.py   Views: domain/moshavereh/views.py"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.desk.seat import Seats, is_rahyar, may_supervise
from bot.scene import Scene
from domain.kernel.people import SYSTEM, Actor, MemberId
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.refusal import Refusal
from domain.moshavereh.answering import NOT_A_RAHYARS
from domain.moshavereh.duty_model import Duty
from domain.moshavereh.filling_model import Step
from domain.moshavereh.model import Case, Line, Outcome
from domain.moshavereh.policy import Answering, answering_on
from domain.moshavereh.service import MoshaverehService
from domain.moshavereh.views import CaseView, ContextCard

EXCERPT = 140  # letters of the last words in a list
Part = dict[str, Any]


def ms(moment: datetime | None) -> int | None:
    """A moment as browsers count: milliseconds since 1970."""
    return None if moment is None else int(moment.timestamp() * 1000)


def title(seats: Seats, flow: str) -> str:
    """The name of a dialog; its word where it has none."""
    texts = seats.house.texts
    return texts.plain(f"{flow}.title") if texts.has(f"{flow}.title") else flow


@dataclass(slots=True)
class Showing:
    """Draws for one line; names are asked once. `scene` is set for each look."""

    seats: Seats
    chat: str
    names: dict[MemberId, str] = field(default_factory=dict)

    async def desk(self, scene: Scene, actor: Actor) -> Part:
        """Everything but the open conversation."""
        service: MoshaverehService = scene.services["moshavereh"]
        view, policy = await service.desk_of(actor), answering_on(day_in_tehran(scene.unit.now))
        hands = {h.case.id: h for h in await service.in_hand(actor)}
        for hand in hands.values():
            if hand.case.member is not None:
                self.names[hand.case.member] = hand.name
        return {
            "me": {"name": await self._name(service, actor.member_id), "shifts": is_rahyar(actor), "supervises": may_supervise(actor)},
            "rules": self._rules(policy),
            "duty": await self._duty(service, view.duty),
            "ringing": [await self._row(service, c) | {"until": ms(c.moved + policy.ring)} for c in view.ringing],
            "offered": [await self._row(service, c) | {"from": await self._name(service, c.rahyar), "until": ms(c.moved + policy.transfer)} for c in view.offered],
            "mine": [await self._row(service, c) | self._said(hands[c.id].lines) for c in view.mine if c.id in hands],
            "queue": [await self._row(service, c) for c in view.waiting],
            "watched": await self._watched(service, actor) if may_supervise(actor) else [],
            "calls": await self._calls(service, actor) if is_rahyar(actor) else [],
        }

    async def case(self, scene: Scene, actor: Actor, view: CaseView) -> tuple[Part, dict[str, Part]]:
        """The open conversation: its parts, and its lines by their number."""
        service: MoshaverehService = scene.services["moshavereh"]
        case = view.case
        lines = await service.transcript(actor, case.id, 200)
        card = await service.context(actor, case.id)
        head = await self._row(service, case) | {
            "mine": view.mine, "rings": view.rings_here, "offered": view.offered_here, "with": view.rahyar_name, "over": case.is_over, "from": view.by_name,
            "outcome": case.outcome, "hears": await self._hears(service, actor, view),
        }  # fmt: skip
        parts = {
            "head": head,
            "earlier": [self._line(line, actor, "") for line in view.earlier],
            "context": await self._context(card),
            "notes": [{"id": n.id, "by": name, "words": n.words, "at": ms(n.at), "whisper": n.whisper} for name, n in card.notes],
            "proposals": [{"id": p.id, "by": await self._name(service, p.by), "words": p.words, "at": ms(p.at)} for p in card.proposals],
        }
        return parts, {str(line.id): self._line(line, actor, await self._name(service, line.who)) for line in lines}

    async def colleagues(self, scene: Scene, actor: Actor) -> list[Part]:
        """To whom a case may be given, or who may be mentioned."""
        found = await scene.services["moshavereh"].colleagues(actor)
        return [{"ref": self.seats.ref_of(self.chat, c.rahyar), "name": c.name, "state": c.duty.state, "load": c.load, "most": c.duty.capacity * 4} for c in found]

    def step(self, found: Step) -> Part:
        """A question of the person, as the rahyar who answers it may see it."""
        return {
            "flow": title(self.seats, found.flow), "asked": found.asked, "number": found.number, "text": found.text, "kind": found.kind, "optional": found.optional,
            "own": found.own, "options": [{"value": value, "label": label} for value, label in found.options],
            "answers": [{"question": self._named(key), "answer": shown, "rahyars": filled} for key, shown, filled in found.answers],
        }  # fmt: skip

    def topics(self) -> list[Part]:
        """The skills a case may need."""
        words = dict.fromkeys(flow.subsystem for flow in self.seats.house.registry.flows.values())
        return [{"word": word, "name": name} for word in words if (name := self._topic(word))]

    # Parts

    def _rules(self, policy: Answering) -> Part:
        outcomes = [o for o in Outcome if o not in NOT_A_RAHYARS]
        return {
            "ring": int(policy.ring.total_seconds()), "alarm": int(policy.alarm.total_seconds()), "target": int(policy.target.total_seconds()),
            "unsay": int(policy.take_back.total_seconds()), "days": policy.block, "reason": policy.reason, "outcomes": outcomes,
            "capacity": policy.capacity, "most": policy.most, "snooze": int(policy.snooze.total_seconds()),
        }  # fmt: skip

    async def _watched(self, service: MoshaverehService, actor: Actor) -> list[Part]:
        """What colleagues have in hand within the reach of whoever supervises; what waits or is theirs stands in the other lists."""
        found = [c for c in await service.watched_cases(actor) if c.rahyar not in (None, actor.member)]
        return [await self._row(service, c) | {"with": await self._name(service, c.rahyar)} for c in found]

    async def _hears(self, service: MoshaverehService, actor: Actor, view: CaseView) -> bool | None:
        """Whether a supervisor listens to this one; None where there is nothing to supervise."""
        if not may_supervise(actor) or view.mine or view.case.is_over or view.case.rahyar is None:
            return None
        try:
            return await service.am_listening(actor, view.case.id)
        except Refusal:
            return None  # beyond their reach, and shown to them for another reason

    async def _duty(self, service: MoshaverehService, duty: Duty | None) -> Part | None:
        if duty is None:
            return None
        mentor = await self._name(service, duty.mentor)
        return {"state": duty.state, "since": ms(duty.since), "asked": ms(duty.asked), "capacity": duty.capacity, "skills": duty.skills, "mentor": mentor}

    async def _row(self, service: MoshaverehService, case: Case) -> Part:
        waits = case.queued or case.opened if case.rahyar is None else (case.member_spoke or case.opened) if case.is_unanswered else None
        return {
            "case": case.id, "number": case.number, "name": await self._name(service, case.member), "state": case.state, "about": self._about(case.about),
            "topic": self._topic(case.topic), "label": case.label, "priority": int(case.priority), "waits": ms(waits), "opened": ms(case.opened),
            "until": ms(case.until), "phone": case.channel == "phone",
        }  # fmt: skip

    def _said(self, lines: tuple[Line, ...]) -> Part:
        """The last words, and which lines of the person may be unread: those that nobody answered."""
        answered = max((line.id for line in lines if line.by == "rahyar"), default=0)
        theirs = [int(line.id) for line in lines if line.by == "member" and line.id > answered]
        last = next((line for line in reversed(lines) if line.gone is None), None)
        if last is None:
            return {"theirs": theirs}
        return {"theirs": theirs, "last": {"by": last.by, "words": last.words[:EXCERPT], "kind": last.kind, "at": ms(last.at)}}

    async def _calls(self, service: MoshaverehService, actor: Actor) -> list[Part]:
        calls = await service.call_list(actor)
        return [{"call": c.id, "name": name, "due": ms(c.due), "mine": c.rahyar == actor.member, "tries": c.tries} for c, name in calls]

    def _line(self, line: Line, actor: Actor, name: str) -> Part:
        """What came and went. A line that was taken back shows no words."""
        mine = line.by == "rahyar" and line.who == actor.member
        first: Part = {"id": int(line.id), "by": line.by, "name": name, "at": ms(line.at), "mine": mine}
        if line.gone is not None:
            return first | {"gone": True}
        rest = {"words": line.words, "kind": line.kind, "edited": ms(line.edited), "delivery": line.delivery}
        return first | {key: value for key, value in rest.items() if value}

    async def _context(self, card: ContextCard) -> Part:
        stands = card.at
        return {
            "kanoon": card.kanoon,
            "member": card.view.case.member is not None,
            "places": [{"scope": scope, "name": name} for scope in card.scopes if (name := self._scope(scope))],
            "at": None if stands is None else {"flow": self._about(stands.flow), "question": self._named(f"{stands.flow}.{stands.question}"), "answers": [
                {"question": self._named(key), "answer": value} for key, value in stands.answers
            ]},
            "identifiers": [{"kind": kind, "value": value} for kind, value in card.identifiers],
            "earlier": [{"number": e.number, "opened": ms(e.opened), "rahyar": e.rahyar, "label": e.label, "score": e.score} for e in card.earlier],
            "call": None if card.call is None else ms(card.call.due),
        }  # fmt: skip

    # Words

    async def _name(self, service: MoshaverehService, member: MemberId | None) -> str:
        if member is None:
            return ""
        if member not in self.names:
            self.names[member] = await service.name_of(SYSTEM, member)
        return self.names[member]

    def _about(self, about: str) -> str:
        """The dialog they stood in, by its name."""
        flow = about.partition("/")[0]
        return self._plain(f"{flow}.title") if flow else ""

    def _topic(self, topic: str) -> str:
        return next((name for key in (f"moshavereh.topic.{topic}", f"engine.family.{topic}") if topic and (name := self._plain(key))), "")

    def _scope(self, scope: str) -> str:
        kind, _, word = scope.partition(":")
        return self._plain(f"membership.province.{word}") if kind == "area" else word

    def _named(self, key: str) -> str:
        """A question by its short name, where it has one, else by the last part of its key's words."""
        flow, _, question = key.rpartition(".")
        for found in (f"{key}.line", f"{flow.partition('.')[0]}.{question}.line", key, f"{flow.partition('.')[0]}.{question}"):
            if name := self._plain(found):
                return name.splitlines()[0]
        return ""

    def _plain(self, key: str) -> str:
        texts = self.seats.house.texts
        if not texts.has(key) or texts.placeholders(key):
            return ""
        return texts.plain(key)
