"""حامی باش - lending credit: reserved the moment it is given, never above what there is, back when it is not used.   Moves: model.py   Source: banking.md 9, F-13"""

from __future__ import annotations

from dataclasses import replace

from domain.hami import events
from domain.hami.asking import Asking
from domain.hami.model import USABLE, Answer, AskId, AskState, HamiKind, SpentOn, Support, SupportId, SupportState
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


def to_give(code: str) -> str:
    """What a code before a support is for: to whom it goes."""
    return f"hami:give:{code}"


class Giving(Asking):
    """The hami's row is held while capacity is weighed, so thirty at once are weighed one after the other."""

    @command(Role.MEMBER)
    async def give(self, actor: Actor, code: str, amount: Rial, spent_on: SpentOn, ask: AskId | None = None) -> SupportId:
        """`code`: of the supported member. For an `ask` at most what is missing of it, for its use.

        Raises Refusal: `hami.not_now`, `hami.amount_between`, `hami.no_such_member`, `hami.not_yourself`, `hami.no_ring`, `hami.code_first`,
        `hami.over_capacity` (free), `hami.no_such_ask`, `hami.ask_over`, `hami.more_than_asked` (missing).
        """
        me = await self._me(actor)
        if ask is None:
            await self._check_amount(amount)
        to = await self._supported(me.id, code)
        if not await self.proofs.stepped_up(me.id, to_give(code)):
            raise Refusal("hami.code_first")
        if amount > (free := (await self._capacity(me.id)).free):
            raise Refusal("hami.over_capacity", free=free)
        missing = await self._missing(actor, ask, to, amount, spent_on) if ask is not None else None
        table, now = await self.rates.table(self.today), self.unit.now
        until = now + table.days("hami.support_days")
        made = await self.supports.add(Support(SupportId(0), me.id, to, amount, spent_on, SupportState.ACTIVE, now, until, now, ask=ask))
        self.about(made.about, amount=amount)
        self.unit.record(events.SupportGiven(made.id, me.id, to, until - self.policy.remind_before, until))
        if ask is not None and missing == amount:
            await self._ask_ends(await self._ask(ask), AskState.COVERED, me.id)
        elif ask is not None:
            self.unit.record(events.AskMoved(ask, to, AskState.OPEN, me.id))
        return made.id

    async def _supported(self, me: MemberId, code: str) -> MemberId:
        """Nobody supports themselves, and no two each other: both rows are held, in one order, so that two who give each other at once meet."""
        found = await self.people.by_code(code)
        if found is None:
            raise Refusal("hami.no_such_member")
        if found.id == me:
            raise Refusal("hami.not_yourself")
        for member in sorted((me, found.id)):
            await self._profile(member)
        if await self.supports.supports(found.id, me):
            raise Refusal("hami.no_ring")
        return found.id

    async def _missing(self, actor: Actor, ask: AskId, to: MemberId, amount: Rial, spent_on: SpentOn) -> Rial:
        found, mine = await self._asked_me(actor, ask)
        if found.member != to or found.kind is not HamiKind.CREDIT or found.spent_on is not spent_on:
            raise Refusal("hami.no_such_ask")
        missing = Rial(found.amount - await self.supports.covered(ask))
        if amount > missing:
            raise Refusal("hami.more_than_asked", missing=missing)
        if amount != missing:  # what is missing at last may be less than the least
            await self._check_amount(amount)
        await self.asks.answered(replace(mine, answer=Answer.ACCEPTED, at=self.unit.now))
        return missing

    async def _support(self, support: SupportId) -> Support:
        """Raises Refusal(`hami.no_such_support`)."""
        found = await self.supports.find(support, lock=True)
        if found is None:
            raise Refusal("hami.no_such_support")
        return found

    @command(Role.MEMBER)
    async def take_back(self, actor: Actor, support: SupportId) -> None:
        """What is not used yet. Raises Refusal: `hami.no_such_support`, `hami.cannot_move`."""
        found = await self._support(support)
        if found.hami != actor.member:
            raise Refusal("hami.no_such_support")
        await self._ends(found, SupportState.CANCELLED)

    @command(Role.SYSTEM)
    async def expire_support(self, actor: Actor, support: SupportId) -> None:
        """What is not used in time goes back."""
        self.about(f"hami:support:{support}")
        found = await self.supports.find(support, lock=True)
        if found is not None and found.state in USABLE and self.unit.now >= found.until:
            await self._ends(found, SupportState.EXPIRED)

    async def _ends(self, found: Support, unused: SupportState) -> None:
        """With nothing used it is over; else what was used stays reserved, and the rest is free."""
        now = self.unit.now
        if found.used:
            await self._moved(replace(found.to(SupportState.USED, now), amount=found.used, until=min(found.until, now)))
        else:
            await self._moved(found.to(unused, self.unit.now))

    async def _moved(self, after: Support) -> Support:
        saved = await self.supports.save(after)
        self.about(saved.about, state=saved.state)
        self.unit.record(events.SupportMoved(saved.id, saved.hami, saved.member, saved.state))
        return saved

    @command(Role.SYSTEM)
    async def use(self, actor: Actor, support: SupportId, member: MemberId, amount: Rial, spent_on: SpentOn) -> None:
        """For what it was given, by whom it was given to. Raises Refusal: `hami.no_such_support`, `hami.not_for_this`, `hami.less_left` (left), `hami.cannot_move`."""
        found = await self._support(support)
        if found.member != member:
            raise Refusal("hami.no_such_support")
        if found.spent_on is not spent_on:
            raise Refusal("hami.not_for_this")
        if found.state not in USABLE or amount > found.left:
            raise Refusal("hami.less_left", left=found.left if found.state in USABLE else Rial(0))
        used = Rial(found.used + amount)
        if used == found.amount:
            await self._moved(replace(found.to(SupportState.USED, self.unit.now), used=used))
        elif found.state is SupportState.ACTIVE:
            await self._moved(replace(found.to(SupportState.PARTLY, self.unit.now), used=used))
        else:
            self.about(found.about)
            await self.supports.save(replace(found, used=used, moved=self.unit.now))

    @command(Role.SYSTEM)
    async def release(self, actor: Actor, support: SupportId) -> None:
        """What it was used for is paid back. Raises Refusal: `hami.no_such_support`, `hami.cannot_move`."""
        await self._moved((await self._support(support)).to(SupportState.RELEASED, self.unit.now))

    @command(Role.SYSTEM)
    async def unuse(self, actor: Actor, support: SupportId, amount: Rial) -> None:
        """What a part of it was used for is paid back, or was not bought: until its day it is there again, later it goes back. Raises Refusal(`hami.no_such_support`)."""
        found, now = await self._support(support), self.unit.now
        used, over = Rial(found.used - amount), now >= found.until
        if used < 0:
            raise ValueError(f"support {support} is not used so much")
        state = found.state if over and used else SupportState.RELEASED if over else SupportState.PARTLY if used else SupportState.ACTIVE
        after = replace(found, used=used, amount=Rial(found.amount - amount) if over and used else found.amount)
        if state is not found.state:
            await self._moved(after.to(state, now))
        else:
            self.about(found.about)
            await self.supports.save(replace(after, moved=now))

    @command(Role.MEMBER)
    async def thank(self, actor: Actor, support: SupportId, words: str) -> None:
        """Once. Raises Refusal: `hami.no_such_support`, `hami.bad_words`, `hami.thanked_already`."""
        text = self._words(words, self.policy.words)
        found = await self._support(support)
        if found.member != actor.member:
            raise Refusal("hami.no_such_support")
        if found.thanks:
            raise Refusal("hami.thanked_already")
        await self.supports.save(replace(found, thanks=text))
        self.about(found.about)
        self.unit.record(events.SupportThanked(found.id, found.hami))
