"""پایه‌ی چک - the ports of the service and what its verbs share.   Verbs: booking.py writing.py holding.py collecting.py reading.py"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.cheque import events
from domain.cheque.cheque import UNSEALED, WITH_HOLDER, Cheque, ChequeId, ChequeState, LeafDeed, Seal, Step, canonical, digest_of
from domain.cheque.policy import Policy, policy_on
from domain.cheque.ports import Person, Ports
from domain.kernel.people import Actor, MemberId
from domain.kernel.persian.dates import day_begins, works
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit

A_DAY = timedelta(days=1)


class ChequeBase(Service):
    """A leaf is seen by everybody who had something to do with it, and by nobody else."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.books, self.cheques = ports.books, ports.cheques
        self.house, self.till, self.bank, self.rates = ports.house, ports.till, ports.bank, ports.rates

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _me(self, actor: Actor) -> Person:
        """Raises Refusal(`cheque.not_now`): a member who is frozen or leaving, a child, an organisation."""
        found = await self.house.known(actor.member_id)
        if found is None:
            raise Refusal("cheque.not_now")
        return found

    async def _other(self, actor: Actor, code: str) -> Person:
        """Raises Refusal: `cheque.nobody_with_code`, `cheque.not_yourself`, `cheque.without_account`."""
        found = await self.house.by_code(code)
        if found is None:
            raise Refusal("cheque.nobody_with_code")
        if found.id == actor.member:
            raise Refusal("cheque.not_yourself")
        if not await self.house.has_account(found.id):
            raise Refusal("cheque.without_account", name=found.name)
        return found

    def _words(self, words: str) -> str:
        """Raises Refusal(`cheque.bad_words`, least, most)."""
        trimmed, (least, most) = words.strip(), self.policy.words
        if not least <= len(trimmed) <= most:
            raise Refusal("cheque.bad_words", least=least, most=most)
        return trimmed

    async def _check_step(self, actor: Actor, about: str) -> None:
        """Raises Refusal(`cheque.code_first`)."""
        if not await self.house.stepped_up(actor.member_id, about):
            raise Refusal("cheque.code_first")

    async def _leaf(self, cheque: ChequeId, *, lock: bool = False) -> Cheque:
        """Raises Refusal(`cheque.no_such_cheque`)."""
        found = await self.cheques.find(cheque, lock=lock)
        if found is None or found.state is ChequeState.BLANK:
            raise Refusal("cheque.no_such_cheque")
        return found

    def _only(self, one: Cheque, state: ChequeState) -> None:
        """Raises Refusal(`cheque.cannot_move`): for what two states would allow."""
        if one.state is not state:
            raise Refusal("cheque.cannot_move", now=one.state, to=state)

    async def _sealed(self, member: MemberId, parts: list[object]) -> Seal:
        """Raises Refusal(`icap.no_certificate`)."""
        text = canonical(parts)
        digest = digest_of(text)
        return Seal(text, digest, *await self.house.sign(member, digest))

    async def _done(self, after: Cheque, deed: LeafDeed, by: MemberId | None, to: MemberId | None, words: str = "", seal: Seal = UNSEALED) -> Cheque:
        """Keep the leaf and write down what was done with it."""
        saved = await self.cheques.save(after)
        await self.cheques.add_step(saved, Step(deed, by, to, self.unit.now, words, seal))
        self.about(saved.about, state=saved.state, deed=deed)
        self.unit.record(events.ChequeMoved(saved.id, deed, by, to, self._collects(saved), self._reminds(saved)))
        return saved

    def _collects(self, one: Cheque) -> datetime | None:
        """In the evening of the first working day from its day on that was not yet over when it was presented."""
        if one.state is not ChequeState.PRESENTED or one.due is None:
            return None
        hour, day = timedelta(hours=self.policy.collects_at), one.due
        while not works(day) or day_begins(day) + hour <= one.moved:
            day += A_DAY
        return day_begins(day) + hour

    def _reminds(self, one: Cheque) -> datetime | None:
        """When something is to be said of it next, after now."""
        if one.state not in WITH_HOLDER or one.state is ChequeState.BOUNCED or one.due is None:
            return None
        hour = timedelta(hours=self.policy.reminds_at)
        every = (day_begins(one.due + n * A_DAY) + hour for n in self.policy.reminders)
        return min((at for at in every if at > self.unit.now), default=None)
