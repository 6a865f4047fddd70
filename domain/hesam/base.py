"""پایه‌ی پول - the ports of the service and the checks that its verbs share.   Verbs: ledger_verbs.py reading.py sending.py recalling.py"""

from __future__ import annotations

from domain.hesam.ledger import Ledger
from domain.hesam.model import Why, own
from domain.hesam.policy import Policy, policy_on
from domain.hesam.ports import Person, Ports
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins
from domain.kernel.rates import RateTable
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit

JUDGES = (Role.POSHTIBAN, Role.ADMIN)
"""Who decides when two members disagree about money, and neither of them is the judge."""

LEAVING = (Why.SENT.value, Why.GIFT.value, Why.PAID_OUT.value, Why.BON.value)
"""What counts against the limit of a day."""


class HesamBase(Service):
    """Money moves only through `ledger`, in the same transaction as whatever it moves for."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.books, self.transfers, self.looks, self.payments = ports.books, ports.transfers, ports.looks, ports.payments
        self.people, self.rates, self.gateway, self.invoices = ports.people, ports.rates, ports.gateway, ports.invoices
        self.payouts, self.bank = ports.payouts, ports.bank
        self.ledger = Ledger(ports.books, unit.now)

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _table(self) -> RateTable:
        return await self.rates.table(self.today)

    async def _me(self, actor: Actor) -> Person:
        """Raises Refusal(`hesam.not_now`): a member who is frozen or leaving moves no money."""
        found = await self.people.known(actor.member_id)
        if found is None:
            raise Refusal("hesam.not_now")
        return found

    async def _left_today(self, me: Person, table: RateTable) -> Rial:
        """How much may still leave before midnight in Tehran."""
        midnight = day_begins(self.today)
        limit = table.rial("hesam.day.full" if me.fully else "hesam.day.basic")
        return Rial(max(0, limit - await self.books.sent_since(me.id, LEAVING, midnight)))

    async def _check_may_leave(self, me: Person, amount: Rial) -> None:
        """Raises Refusal: `hesam.account_blocked`, `hesam.too_little` (least), `hesam.not_enough` (free), `hesam.over_limit` (left)."""
        table = await self._table()
        if await self.people.is_blocked(me.id):
            raise Refusal("hesam.account_blocked")
        if amount < (least := table.rial("hesam.least")):
            raise Refusal("hesam.too_little", least=least)
        if amount > (free := (await self.books.balance(own(me.id))).free):
            raise Refusal("hesam.not_enough", free=free)
        if amount > (left := await self._left_today(me, table)):
            raise Refusal("hesam.over_limit", left=left)

    async def _names(self, *members: MemberId) -> dict[MemberId, str]:
        return dict(await self.people.names_of(members))
