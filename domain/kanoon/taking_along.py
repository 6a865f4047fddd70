"""بردن داده‌ها - what kanoons keep of a member, for the member alone: what they said, what they were told, where they belonged.   Siblings: finding.py"""

from __future__ import annotations

from collections.abc import Iterable

from domain.kanoon import rules
from domain.kanoon.base import KanoonBase
from domain.kanoon.model import BelongingState, JoinRequest, JoinState, KanoonId
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine
from domain.kernel.verbs import query

ALL = 1_000


class TakingAlong(KanoonBase):
    """Nobody's name is in it: who decided, asked or was offered something is for them to tell."""

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من»: everything of this member, each kind newest first. Raises Refusal(`kernel.not_allowed`) for another's."""
        if actor.member != member:
            raise Refusal("kernel.not_allowed")
        belongings = await self.store.belongings.all_of(member)
        joins = await self.store.joins.all_of(member, ALL)
        offers = await self.store.offers.all_by(member, ALL)
        messages = await self.store.messages.all_by(member)
        proposed, answered = await self.store.activities.all_by(member), await self.store.activities.answered_by(member)
        ids = [thing.kanoon for kind in (belongings, joins, offers, messages, proposed) for thing in kind] + [a.kanoon for a, _ in answered]
        titles = await self._titles(ids)
        lines = [
            DataLine(
                "kanoon.data.belonging",
                {"title": titles[b.kanoon], "since": b.since, "until": b.until, "reason": (b.reason or None) if b.state is BelongingState.LEFT else None},
            )
            for b in belongings
        ]
        lines += [line for j in joins for line in _of_join(j, titles[j.kanoon])]
        lines += [
            DataLine(
                "kanoon.data.offer",
                {"what": f"kanoon.line.{o.kind.value}", "title": titles[o.kanoon], "number": rules.offer_number(o.id), "at": o.made},
            )
            for o in offers
        ]
        tags = (await self.store.tags.of([member])).get(member)
        if tags is not None:
            lines.append(DataLine("kanoon.data.tags", {"skills": tags.skills or None, "needs": tags.needs or None}))
        lines += [DataLine("kanoon.data.message", {"title": titles[m.kanoon], "at": m.at, "words": m.text}) for m in messages]
        lines += [DataLine("kanoon.data.activity", {"title": titles[a.kanoon], "name": a.title, "day": a.day}) for a in proposed]
        lines += [DataLine("kanoon.data.presence", {"title": titles[a.kanoon], "name": a.title, "day": a.day, "coming": p.coming}) for a, p in answered]
        return lines

    async def _titles(self, kanoons: Iterable[KanoonId]) -> dict[KanoonId, str]:
        found = {kanoon: await self.store.kanoons.find(kanoon) for kanoon in dict.fromkeys(kanoons)}
        return {kanoon: thing.title if thing is not None else "" for kanoon, thing in found.items()}


def _of_join(join: JoinRequest, title: str) -> list[DataLine]:
    """A request with its words on both sides: the applicant was told all of them."""
    told = (join.reason or None) if join.state is JoinState.REJECTED else None
    head = {"number": rules.join_number(join.id), "title": title, "filed": join.filed, "state": join.state, "note": join.note or None, "reason": told}
    lines = [DataLine("kanoon.data.join", head)]
    lines += [DataLine("kanoon.data.reply", {"question": r.question, "answer": r.answer}) for r in join.replies]
    lines += [DataLine("kanoon.data.asked" if w.by_hamyar else "kanoon.data.answered", {"at": w.at, "words": w.text}) for w in join.talk]
    return lines
