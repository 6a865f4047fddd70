"""صدور چک - written to a member, signed, and from then on never changed; taken back only before the payee has answered.   Moves: cheque.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.cheque.booking import Booking
from domain.cheque.cheque import Cheque, ChequeId, ChequeState, LeafDeed
from domain.cheque.views import Limits, Missing
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.persian.dates import months_after
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


def to_issue(code: str, amount: Rial, due: date) -> str:
    """What a code before a cheque is for."""
    return f"cheque:issue:{code}:{amount}:{due.isoformat()}"


class Writing(Booking):
    """A drawer with a cheque that bounced writes no other one."""

    @query(Role.MEMBER)
    async def limits(self, actor: Actor) -> Limits:
        table = await self.rates.table(self.today)
        last = months_after(self.today, table.months("cheque.ahead"))
        return Limits(table.rial("cheque.least"), table.rial("cheque.most"), self.today, last)

    @command(Role.MEMBER)
    async def issue(self, actor: Actor, code: str, amount: Rial, due: date, reason: str) -> ChequeId:
        """On the first blank leaf.

        Raises Refusal: `cheque.not_now`, `cheque.nobody_with_code`, `cheque.not_yourself`, `cheque.without_account`, `cheque.bad_words`, `cheque.not_ready` (what),
        `cheque.amount_between`, `cheque.day_between`, `cheque.bounced_first`, `cheque.code_first`, `cheque.no_leaf`, `icap.no_certificate`.
        """
        me, other, words = await self._me(actor), await self._other(actor, code), self._words(reason)
        if not await self.house.has_account(me.id):
            raise Refusal("cheque.not_ready", what=Missing.ACCOUNT)
        bounds = await self.limits(actor)
        if not bounds.least <= amount <= bounds.most:
            raise Refusal("cheque.amount_between", least=bounds.least, most=bounds.most)
        if not bounds.first <= due <= bounds.last:
            raise Refusal("cheque.day_between", first=bounds.first, last=bounds.last)
        if await self.cheques.count(me.id, [ChequeState.BOUNCED]):
            raise Refusal("cheque.bounced_first")
        await self._check_step(actor, to_issue(code, amount, due))
        leaf = await self.cheques.blank_of(me.id)
        if leaf is None:
            raise Refusal("cheque.no_leaf")
        seal = await self._sealed(me.id, [leaf.serial, int(amount), due.isoformat(), [me.name, me.identifier], [other.name, other.identifier], words])
        after = replace(leaf.to(ChequeState.ISSUED, self.unit.now), payee=other.id, holder=me.id, offered=other.id, amount=amount, due=due, digest=seal.digest)
        return (await self._done(after, LeafDeed.ISSUE, me.id, other.id, words, seal)).id

    @command(Role.MEMBER)
    async def withdraw(self, actor: Actor, cheque: ChequeId) -> None:
        """By the drawer, before the payee has answered; the leaf is spent. Raises Refusal: `cheque.no_such_cheque`, `cheque.cannot_move`."""
        found = await self._drawn(actor, cheque)
        after = replace(found.to(ChequeState.WITHDRAWN, self.unit.now), offered=None)
        await self._done(after, LeafDeed.WITHDRAW, found.member, found.payee)

    async def _drawn(self, actor: Actor, cheque: ChequeId) -> Cheque:
        """Absent and another's answer alike. Raises Refusal(`cheque.no_such_cheque`)."""
        found = await self._leaf(cheque, lock=True)
        if found.member != actor.member:
            raise Refusal("cheque.no_such_cheque")
        return found
