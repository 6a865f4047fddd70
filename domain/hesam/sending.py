"""فرستادن - money from a member to a member by confirmed name, for good as a gift or not.   Rules: banking.md 10, reference-systems 6   The way back: recalling.py"""

from __future__ import annotations

from domain.hesam import events
from domain.hesam.base import HesamBase
from domain.hesam.model import Posting, Why, own
from domain.hesam.ports import Person
from domain.hesam.transfer import Transfer, TransferId
from domain.hesam.views import Recipient
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.persian.dates import day_begins
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


class Sending(HesamBase):
    """The name is shown before the sender says yes, and everything is looked at once more when the money moves."""

    @command(Role.MEMBER, fence=False)
    async def recipient(self, actor: Actor, code: str) -> Recipient | None:
        """Whose code it is; None for unknown and not active alike. Counted, so that nobody reads the list of members through it (rel:O1).

        Raises Refusal: `hesam.not_now`, `hesam.looked_too_often`, `hesam.yourself`.
        """
        me = await self._me(actor)
        midnight = day_begins(self.today)
        if await self.looks.count(me.id, midnight) >= self.policy.looks:
            raise Refusal("hesam.looked_too_often")
        await self.looks.add(me.id, self.unit.now)
        self.about(f"hesam:member:{me.id}")
        found, table = await self.people.by_code(code), await self._table()
        if found is None:
            return None  # a refusal would take back the count with everything else that was written
        self._check_other(me, found)
        free = (await self.books.balance(own(me.id))).free
        return Recipient(found.code, found.name, free, await self._left_today(me, table), table.rial("hesam.least"))

    @command(Role.MEMBER)
    async def send(self, actor: Actor, code: str, amount: Rial, words: str, gift: bool) -> TransferId:
        """Own money only: that of a loan and of a support stays with its purpose.

        Raises Refusal: `hesam.not_now`, `hesam.nobody_with_code`, `hesam.yourself`, `hesam.words_length`, `hesam.too_little`, `hesam.not_enough`, `hesam.over_limit`.
        """
        me, other = await self._me(actor), await self.people.by_code(code)
        if other is None:
            raise Refusal("hesam.nobody_with_code")
        self._check_other(me, other)
        if len(words) > self.policy.words:
            raise Refusal("hesam.words_length", most=self.policy.words)
        await self._check_may_leave(me, amount)
        one = await self.transfers.add(Transfer(TransferId(0), me.id, other.id, amount, words.strip(), gift, self.unit.now))
        await self.ledger.post(one.key, Why.GIFT if gift else Why.SENT, [Posting(own(me.id), own(other.id), amount)], one.about)
        self.about(one.about, amount=amount)
        self.unit.record(events.MoneySent(one.id, me.id, other.id, amount, gift))
        return one.id

    def _check_other(self, me: Person, other: Person) -> None:
        if other.id == me.id:
            raise Refusal("hesam.yourself")
