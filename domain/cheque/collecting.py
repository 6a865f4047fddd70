"""وصول چک - presented by the holder, paid from the drawer's own money when its time comes, or bounced; and the way out of that.   Moves: cheque.py"""

from __future__ import annotations

from dataclasses import replace

from domain.cheque.cheque import Cheque, ChequeId, ChequeState, LeafDeed
from domain.cheque.holding import Holding
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Collecting(Holding):
    """It is paid once, whole, to who holds it."""

    @command(Role.MEMBER)
    async def present(self, actor: Actor, cheque: ChequeId) -> ChequeState:
        """A due one is paid at once if there is enough; else it waits for its time. How it stands then. Raises Refusal: `cheque.no_such_cheque`, `cheque.cannot_move`."""
        found = await self._held(actor, cheque)
        due = found.due is not None and found.due <= self.today
        if found.state is ChequeState.HELD and due and await self._is_paid(found):
            return ChequeState.PAID
        return (await self._done(found.to(ChequeState.PRESENTED, self.unit.now), LeafDeed.PRESENT, actor.member_id, found.member)).state

    @command(Role.MEMBER)
    async def wait(self, actor: Actor, cheque: ChequeId) -> None:
        """Not to be collected yet. Raises Refusal: `cheque.no_such_cheque`, `cheque.cannot_move`."""
        found = await self._held(actor, cheque)
        self._only(found, ChequeState.PRESENTED)
        await self._done(found.to(ChequeState.HELD, self.unit.now), LeafDeed.WAIT, actor.member_id, found.member)

    @command(Role.SYSTEM)
    async def collect(self, actor: Actor, cheque: ChequeId) -> None:
        """Its time has come: paid, or bounced. Nothing when it is not due."""
        self.about(f"cheque:leaf:{cheque}")
        found = await self.cheques.find(cheque, lock=True)
        at = self._collects(found) if found is not None else None
        if found is None or at is None or at > self.unit.now or await self._is_paid(found):
            return
        lack = Rial(found.amount - await self.till.free(found.member))
        await self._done(replace(found.to(ChequeState.BOUNCED, self.unit.now), lack=lack), LeafDeed.BOUNCE, None, found.holder)

    @command(Role.MEMBER)
    async def settle(self, actor: Actor, cheque: ChequeId) -> None:
        """The drawer pays what bounced. Raises Refusal: `cheque.no_such_cheque`, `cheque.cannot_move`, `hesam.not_enough`."""
        found = await self._drawn(actor, cheque)
        self._only(found, ChequeState.BOUNCED)
        await self._pay(found)

    async def _is_paid(self, found: Cheque) -> bool:
        """Whether there was enough to pay it now."""
        try:
            await self._pay(found)
        except Refusal as no:
            if no.code != "hesam.not_enough":
                raise
            return False
        return True

    async def _pay(self, found: Cheque) -> None:
        """Raises Refusal: `hesam.not_enough`, `cheque.cannot_move`; then nothing was written."""
        after, to = found.to(ChequeState.PAID, self.unit.now), _holder(found)
        await self.till.pay(found, to)
        await self._done(after, LeafDeed.PAY, None, to)

    @query(Role.SYSTEM)
    async def bounced_of(self, actor: Actor, member: MemberId) -> int:
        """For Merat and loans: cheques of a member that bounced and are not settled."""
        return await self.cheques.count(member, [ChequeState.BOUNCED])


def _holder(found: Cheque) -> MemberId:
    if found.holder is None:
        raise LookupError(f"cheque {found.id} is held by nobody")
    return found.holder
