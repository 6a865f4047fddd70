"""درخواست حمایت - for what, how much and why; to one hami, to those of the own kanoon, or to those of the own field of work.   Moves: model.py"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from domain.hami import events
from domain.hami.base import Helping
from domain.hami.model import Answer, Approached, Ask, AskId, AskState, HamiKind, SpentOn, Trade
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Whom(StrEnum):
    """To whom a request goes."""

    ONE = "one"  # by code
    KANOON = "kanoon"
    TRADE = "trade"


class Asking(Helping):
    """One open request of each kind; a story, and no price."""

    @command(Role.MEMBER)
    async def ask(self, actor: Actor, kind: HamiKind, amount: Rial, spent_on: SpentOn, story: str, whom: Whom, which: str) -> AskId:
        """`which`: a member code for ONE, a trade for TRADE. `amount` is 0 unless `kind` is CREDIT.

        Raises Refusal: `hami.not_now`, `hami.amount_between` (least, most), `hami.bad_words`, `hami.not_for_sale`, `hami.no_such_member`, `hami.not_yourself`,
        `hami.no_ring`, `hami.nobody_there`, `hami.ask_open`.
        """
        me = await self._me(actor)
        if kind is HamiKind.CREDIT:
            await self._check_amount(amount)
        elif amount:
            raise Refusal("hami.amount_between", least=0, most=0)
        words = self._words(story, self.policy.story)
        hamis = await self._whom(me.id, kind, whom, which)
        table, now = await self.rates.table(self.today), self.unit.now
        until = now + table.days("hami.ask_days")
        made = await self.asks.add_alone(Ask(AskId(0), me.id, kind, amount, spent_on, words, AskState.OPEN, now, until, now))
        if made is None:
            raise Refusal("hami.ask_open")
        for hami in hamis:
            await self.asks.approach(Approached(0, made.id, hami, Answer.WAITING, 0, now))
        self.about(made.about)
        self.unit.record(events.HelpAsked(made.id, tuple(hamis), until))
        return made.id

    @query(Role.MEMBER)
    async def ask_bounds(self, actor: Actor) -> tuple[Rial, Rial]:
        """The least and the most of a request for credit."""
        return await self._bounds()

    async def _bounds(self) -> tuple[Rial, Rial]:
        table = await self.rates.table(self.today)
        return table.rial("hami.least"), table.rial("hami.most")

    async def _check_amount(self, amount: Rial) -> None:
        """Raises Refusal(`hami.amount_between`, least, most)."""
        least, most = await self._bounds()
        if not least <= amount <= most:
            raise Refusal("hami.amount_between", least=least, most=most)

    async def _whom(self, me: MemberId, kind: HamiKind, whom: Whom, which: str) -> list[MemberId]:
        if whom is Whom.ONE:
            return [await self._one(me, which, kind)]
        among = await self.kanoons.fellows_of(me) if whom is Whom.KANOON else None
        trade = Trade(which) if whom is Whom.TRADE else None
        found = await self.profiles.helping(kind, trade=trade, among=among, but=me, limit=self.policy.asked)
        if kind is HamiKind.CREDIT:
            found = [hami for hami in found if not await self.supports.supports(me, hami)]  # no ring of two
        if not found:
            raise Refusal("hami.nobody_there")
        return found

    async def _one(self, me: MemberId, code: str, kind: HamiKind) -> MemberId:
        found = await self.people.by_code(code)
        if found is None:
            raise Refusal("hami.no_such_member")
        if found.id == me:
            raise Refusal("hami.not_yourself")
        if kind is HamiKind.CREDIT and await self.supports.supports(me, found.id):
            raise Refusal("hami.no_ring")
        return found.id

    async def _ask(self, ask: AskId, *, lock: bool = False) -> Ask:
        """Raises Refusal(`hami.no_such_ask`)."""
        found = await self.asks.find(ask, lock=lock)
        if found is None:
            raise Refusal("hami.no_such_ask")
        return found

    async def _asked_me(self, actor: Actor, ask: AskId) -> tuple[Ask, Approached]:
        """A request that the actor was asked. Raises Refusal: `hami.no_such_ask` (absent and another's answer alike), `hami.ask_over`."""
        found = await self._ask(ask, lock=True)
        mine = next((a for a in await self.asks.approached(ask) if a.hami == actor.member), None)
        if mine is None:
            raise Refusal("hami.no_such_ask")
        if found.state is not AskState.OPEN:
            raise Refusal("hami.ask_over")
        return found, mine

    @command(Role.MEMBER)
    async def withdraw_ask(self, actor: Actor, ask: AskId) -> None:
        """What was given for it stays. Raises Refusal: `hami.no_such_ask`, `hami.cannot_move`."""
        found = await self._ask(ask, lock=True)
        if found.member != actor.member:
            raise Refusal("hami.no_such_ask")
        await self._ask_ends(found, AskState.WITHDRAWN, None)

    @command(Role.SYSTEM)
    async def expire_ask(self, actor: Actor, ask: AskId) -> None:
        """Its time is up."""
        self.about(f"hami:ask:{ask}")
        found = await self.asks.find(ask, lock=True)
        if found is not None and found.state is AskState.OPEN and self.unit.now >= found.until:
            await self._ask_ends(found, AskState.EXPIRED, None)

    async def _ask_ends(self, found: Ask, state: AskState, by: MemberId | None) -> None:
        saved = await self.asks.save(found.to(state, self.unit.now))
        self.about(saved.about, state=state)
        self.unit.record(events.AskMoved(saved.id, saved.member, state, by))

    @command(Role.MEMBER)
    async def decline_ask(self, actor: Actor, ask: AskId) -> None:
        """Nobody has to say why; a later yes is still welcome. Raises Refusal: `hami.no_such_ask`, `hami.ask_over`, `hami.answered_already`."""
        found, mine = await self._asked_me(actor, ask)
        if mine.answer is not Answer.WAITING:
            raise Refusal("hami.answered_already")
        await self.asks.answered(replace(mine, answer=Answer.DECLINED, at=self.unit.now))
        self.about(found.about)
        self.unit.record(events.AskMoved(found.id, found.member, found.state, mine.hami, declined=True))

    @command(Role.MEMBER)
    async def lend_a_hand(self, actor: Actor, ask: AskId) -> None:
        """For a request of a kind that is not credit. Raises Refusal: `hami.no_such_ask`, `hami.ask_over`, `hami.not_this_way`."""
        found, mine = await self._asked_me(actor, ask)
        if found.kind is HamiKind.CREDIT:
            raise Refusal("hami.not_this_way")
        await self.asks.answered(replace(mine, answer=Answer.ACCEPTED, at=self.unit.now))
        await self._ask_ends(found, AskState.COVERED, mine.hami)

    @command(Role.MEMBER)
    async def question(self, actor: Actor, ask: AskId, words: str) -> None:
        """A hami asks before they decide. Raises Refusal: `hami.no_such_ask`, `hami.ask_over`, `hami.bad_words`, `hami.asked_enough` (most)."""
        text = self._words(words, self.policy.words)
        found, mine = await self._asked_me(actor, ask)
        if mine.questions >= self.policy.questions:
            raise Refusal("hami.asked_enough", most=self.policy.questions)
        await self.asks.answered(replace(mine, questions=mine.questions + 1))
        self.about(found.about)
        self.unit.record(events.AskQuestioned(found.id, found.member, mine.hami, text, reply=False))

    @command(Role.MEMBER)
    async def reply(self, actor: Actor, ask: AskId, words: str) -> None:
        """The member answers those who asked something. Raises Refusal: `hami.no_such_ask`, `hami.ask_over`, `hami.bad_words`."""
        text = self._words(words, self.policy.words)
        found = await self._ask(ask)
        if found.member != actor.member:
            raise Refusal("hami.no_such_ask")
        if found.state is not AskState.OPEN:
            raise Refusal("hami.ask_over")
        self.about(found.about)
        for one in await self.asks.approached(ask):
            if one.questions:
                self.unit.record(events.AskQuestioned(found.id, one.hami, found.member, text, reply=True))
