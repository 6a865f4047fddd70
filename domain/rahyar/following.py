"""پیگیری - what a rahyar has promised to do, on which day, and what came of it (people:R12).   Siblings: working.py"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.rahyar import events, rules
from domain.rahyar.base import RahyarBase
from domain.rahyar.model import FollowUp, FollowUpId, FollowUpKind, FollowUpState
from domain.rahyar.views import FollowUpView, OwnFollowUp

HISTORY = 10  # follow-ups shown of one member


class Following(RahyarBase):
    """A follow-up goes with whoever is the rahyar: it is handed on when that is another."""

    @command(*RAHYARS)
    async def follow_up(self, actor: Actor, about: str, kind: FollowUpKind, topic: str, due: date, remark: str = "") -> str:
        """Promise something for a member or a group that I go along with; returns its number. Raises Refusal: `rahyar.not_yours`, `rahyar.topic_length`,
        `rahyar.remark_length`, `rahyar.bad_day`."""
        named = await self._named_about(about)
        if named is None or named.rahyar != actor.member:
            raise Refusal("rahyar.not_yours")
        topic, remark = rules.checked(topic, "topic", *self.policy.topic), rules.checked(remark, "remark", 0, self.policy.remark)
        rules.check_due(due, self.today, self.policy)
        return await self._set(FollowUp(FollowUpId(0), about, kind, topic, due, actor.member_id, self.unit.now, remark))

    @command(Role.MEMBER)
    async def expect_answer(self, actor: Actor, topic: str) -> date:
        """I wrote to my rahyar, who is not on duty: it lies on their desk until they answer. Returns the day. Raises Refusal(`rahyar.no_rahyar`)."""
        named = await self._named(actor.member_id)
        if named is None:
            raise Refusal("rahyar.no_rahyar")
        words, due = topic[: self.policy.topic[1]], self.today + self.policy.answer_within
        about = rules.person(actor.member_id)
        await self._set(FollowUp(FollowUpId(0), about, FollowUpKind.ADVICE, words, due, named.rahyar, self.unit.now))
        return due

    @command(*RAHYARS)
    async def postpone(self, actor: Actor, follow_up: FollowUpId, due: date) -> None:
        """Another day. Raises Refusal: `rahyar.no_such_follow_up`, `rahyar.bad_day`."""
        one = await self._own(actor, follow_up)
        rules.check_due(due, self.today, self.policy)
        saved = await self.store.follow_ups.save(replace(one, due=due))
        self.unit.record(events.FollowUpSet(saved.id, saved.rahyar, due, saved.version))

    @command(*RAHYARS)
    async def conclude(self, actor: Actor, follow_up: FollowUpId, result: str, *, done: bool = True) -> str:
        """It is done, or not needed any more, with what came of it: the member reads that. Returns its number.

        Raises Refusal: `rahyar.no_such_follow_up`, `rahyar.result_length`.
        """
        one = await self._own(actor, follow_up)
        words = rules.checked(result, "result", *self.policy.result)
        await self.store.follow_ups.save(one.to(FollowUpState.DONE if done else FollowUpState.DROPPED, self.unit.now, words))
        self.unit.record(events.FollowUpClosed(one.id, one.member, actor.member_id, done, one.topic, words))
        return rules.follow_up_number(one.id)

    @query(*RAHYARS)
    async def my_work(self, actor: Actor) -> list[FollowUpView]:
        """My open follow-ups, the longest overdue first."""
        return [await self._follow_up(f) for f in rules.order_of_work(await self.store.follow_ups.open_of(actor.member_id))]

    @query(*RAHYARS)
    async def find_follow_up(self, actor: Actor, follow_up: FollowUpId) -> FollowUpView:
        """One of mine, while it is open. Raises Refusal(`rahyar.no_such_follow_up`)."""
        return await self._follow_up(await self._own(actor, follow_up))

    @query(Role.MEMBER)
    async def own_follow_ups(self, actor: Actor) -> list[OwnFollowUp]:
        """What my rahyar does for me, and what came of it; never a remark."""
        found = await self.store.follow_ups.about(rules.person(actor.member_id), self.policy.listed)
        names = await self.members.names_of({f.rahyar for f in found if f.rahyar is not None})
        return [OwnFollowUp(rules.follow_up_number(f.id), f.kind, f.topic, f.due, f.state, f.result, names.get(f.rahyar, "") if f.rahyar else "") for f in found]

    @query(Role.SYSTEM)
    async def due_now(self, actor: Actor, follow_up: FollowUpId, version: int) -> FollowUpView | None:
        """What a clock that was set for this version reminds of; None when it moved on."""
        one = await self.store.follow_ups.find(follow_up)
        return await self._follow_up(one) if one is not None and one.version == version and one.state is FollowUpState.OPEN and one.rahyar is not None else None

    @command(Role.SYSTEM)
    async def hand_on(self, actor: Actor, rahyar: MemberId | None) -> None:
        """Somebody is the rahyar of fewer people than before, or (None) of more: open follow-ups go to whoever is the rahyar now, if there is one."""
        self.about(f"rahyar:member:{rahyar}" if rahyar is not None else "rahyar:follow_up:all")
        await self._hand_on(await self.store.follow_ups.open_of(rahyar))

    @query(Role.SYSTEM)
    async def is_awaited(self, actor: Actor, about: str) -> bool:
        """Whether something is to be done for a member or a group."""
        return any(f.state is FollowUpState.OPEN for f in await self.store.follow_ups.about(about, 1))

    @command(Role.SYSTEM)
    async def hand_on_about(self, actor: Actor, about: str) -> None:
        """A member moved, a group has another rahyar: what is to be done for them goes to whoever is their rahyar now."""
        self.about(f"rahyar:{about}")
        await self._hand_on(await self.store.follow_ups.about(about, self.policy.listed))

    @query(Role.SYSTEM)
    async def whose_follow_up(self, actor: Actor, follow_up: FollowUpId) -> MemberId | None:
        """Who is to do it; None while there is nobody."""
        one = await self.store.follow_ups.find(follow_up)
        return None if one is None else one.rahyar

    @query(Role.SYSTEM)
    async def name_for_rahyars(self, actor: Actor, about: str) -> str:
        """The name of a member (`member:<id>`) or the title of a group, for notices; "" for a scope that has none, and for who is gone."""
        return "" if about.startswith(("area:", "org:")) else await self._name_about(about)

    async def _hand_on(self, found: Iterable[FollowUp]) -> None:
        for one in [f for f in found if f.state is FollowUpState.OPEN]:
            named = await self._named_about(one.about)
            now = None if named is None else named.rahyar
            if now != one.rahyar:
                saved = await self.store.follow_ups.save(replace(one, rahyar=now))
                self.unit.record(events.FollowUpSet(saved.id, now, saved.due, saved.version))

    async def _set(self, one: FollowUp) -> str:
        made = await self.store.follow_ups.add(one)
        self.about(f"rahyar:follow_up:{made.id}", kind=made.kind)
        self.unit.record(events.FollowUpSet(made.id, made.rahyar, made.due, made.version))
        return rules.follow_up_number(made.id)

    async def _own(self, actor: Actor, follow_up: FollowUpId) -> FollowUp:
        """Raises Refusal(`rahyar.no_such_follow_up`): absent, over and another's answer alike."""
        one = await self.store.follow_ups.find(follow_up)
        if one is None or one.rahyar != actor.member or one.state is not FollowUpState.OPEN:
            raise Refusal("rahyar.no_such_follow_up")
        self.about(f"rahyar:follow_up:{one.id}")
        return one

    async def _follow_up(self, one: FollowUp) -> FollowUpView:
        return FollowUpView(
            one.id, rules.follow_up_number(one.id), one.about, await self._name_about(one.about), one.kind, one.topic, one.remark, one.due, one.state,
            one.result, one.state is FollowUpState.OPEN and one.due < self.today, one.version,
        )  # fmt: skip
