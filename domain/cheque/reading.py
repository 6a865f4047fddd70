"""دیدن چک - for everybody who had something to do with it; what reminds, and what is kept of whom.   Views: views.py"""

from __future__ import annotations

from datetime import datetime

from domain.cheque.cheque import OPEN, WITH_HOLDER, Cheque, ChequeId, ChequeState, LeafDeed, Step, digest_of, words_of
from domain.cheque.collecting import Collecting
from domain.cheque.views import ChequeView, StepView
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import command, query

KEPT = 100  # things that «داده‌های من» tells
STATUS = {ChequeState.PAID: Status.APPROVED, ChequeState.REJECTED: Status.REJECTED, ChequeState.BOUNCED: Status.NEEDS_YOU} | dict.fromkeys(
    (ChequeState.ISSUED, ChequeState.HELD, ChequeState.PASSING, ChequeState.PRESENTED), Status.WAITING
)


class Reading(Collecting):
    """Everything is checked whenever it is shown: the words against their digests, the digests against the signatures."""

    @query(Role.MEMBER)
    async def my_cheques(self, actor: Actor) -> list[ChequeView]:
        """Drawn, held, once held or offered, what moved last first."""
        return [await self._view(c, actor) for c in await self.cheques.of_member(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER)
    async def cheque(self, actor: Actor, cheque: ChequeId) -> ChequeView:
        """Raises Refusal(`cheque.no_such_cheque`): absent and another's answer alike."""
        found = await self._leaf(cheque)
        if not await self._concerns(found, actor):
            raise Refusal("cheque.no_such_cheque")
        return await self._view(found, actor)

    @query(Role.SYSTEM)
    async def cheque_now(self, actor: Actor, cheque: ChequeId) -> ChequeView | None:
        """For notices."""
        found = await self.cheques.find(cheque)
        return None if found is None or found.state is ChequeState.BLANK else await self._view(found, actor)

    @query(Role.SYSTEM)
    async def parties(self, actor: Actor, cheque: ChequeId) -> tuple[MemberId, MemberId | None]:
        """Drawer and holder. Raises Refusal(`cheque.no_such_cheque`)."""
        found = await self._leaf(cheque)
        return found.member, found.holder

    @query(Role.MEMBER)
    async def free(self, actor: Actor) -> Rial:
        """Own money I could pay from now."""
        return await self.till.free(actor.member_id)

    @query(Role.SYSTEM)
    async def free_of(self, actor: Actor, member: MemberId) -> Rial:
        """Own money a cheque could be paid from, for reminders."""
        return await self.till.free(member)

    @query(Role.SYSTEM)
    async def next_reminder(self, actor: Actor, cheque: ChequeId) -> datetime | None:
        found = await self.cheques.find(cheque)
        return None if found is None else self._reminds(found)

    async def _view(self, one: Cheque, actor: Actor) -> ChequeView:
        steps = await self.cheques.steps(one)
        ids = {m for s in steps for m in (s.by, s.to) if m is not None} | {m for m in (one.holder, one.offered) if m is not None}
        names = await self.house.short_names_of(ids)
        words = words_of(steps[0].seal.text)
        drawer, payee, reason = (words[3][0], words[4][0], words[5]) if len(words) == 6 else ("", "", "")
        return ChequeView(
            one.id, one.serial, one.state, one.amount, one.due or self.today, reason, drawer, payee, names.get(one.holder or MemberId(0), ""),
            names.get(one.offered or MemberId(0), ""), one.lack, one.moved, self._collects(one), one.digest,
            tuple([await self._step(s, names) for s in steps]), await self._intact(one, steps), one.member == actor.member, _may(one, actor),
        )  # fmt: skip

    async def _step(self, one: Step, names: dict[MemberId, str]) -> StepView:
        serial, _ = await self.house.fits(one.seal.certificate, one.seal.digest, one.seal.value) if one.seal.digest else ("", True)
        return StepView(one.deed, names.get(one.by or MemberId(0), ""), names.get(one.to or MemberId(0), ""), one.at, one.words, serial)

    async def _intact(self, one: Cheque, steps: list[Step]) -> bool:
        """The first words are this leaf's, each further one names them, and every signature fits."""
        first = words_of(steps[0].seal.text)
        if steps[0].seal.digest != one.digest or first[:3] != [one.serial, int(one.amount), one.due.isoformat() if one.due else ""]:
            return False
        signed = [(n, s) for n, s in enumerate(steps) if s.deed in (LeafDeed.ISSUE, LeafDeed.PASS)]
        if any(words_of(s.seal.text)[:3] != [one.serial, one.digest, n] for n, s in signed[1:]):
            return False
        return all([digest_of(s.seal.text) == s.seal.digest and (await self._fits(s)) for _, s in signed])

    async def _fits(self, one: Step) -> bool:
        return (await self.house.fits(one.seal.certificate, one.seal.digest, one.seal.value))[1]

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Drawn by oneself. Raises `cheque.not_yours` for another's."""
        self._check_self(actor, member)
        found = await self.cheques.of_member(member, self.policy.shown)
        return [RequestLine(c.serial, "cheque.request.cheque", STATUS.get(c.state, Status.ENDED), c.moved) for c in found if c.member == member]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `cheque.not_yours` for another's."""
        self._check_self(actor, member)
        books = [DataLine("cheque.data.book", {"at": b.asked, "leaves": b.leaves, "state": b.state}) for b in await self.books.of_member(member, KEPT)]
        found = await self.cheques.of_member(member, KEPT)
        return [*books, *(DataLine("cheque.data.cheque", {"serial": c.serial, "amount": c.amount, "due": c.due, "state": c.state}) for c in found)]

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("cheque.not_yours")

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """A cheque that is not paid binds its drawer, and one that somebody has is not forgotten."""
        drawn, held = await self.cheques.count(member, OPEN), await self.cheques.held(member, WITH_HOLDER)
        return [*(["cheque.tie.drawn"] if drawn else []), *(["cheque.tie.held"] if held else [])]

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased; what is offered to them goes back."""
        self.about(f"cheque:member:{member}")
        for one in await self.cheques.of_member(member, KEPT):
            if one.offered == member:
                await self._say_no(await self._leaf(one.id, lock=True), None)
        await self.books.forget(member)


def _may(one: Cheque, actor: Actor) -> tuple[LeafDeed, ...]:
    """What somebody can do with it now, the usual first."""
    me, state = actor.member, one.state
    if one.offered is not None and me == one.offered:
        return (LeafDeed.ACCEPT, LeafDeed.REJECT)
    if me == one.holder and state is ChequeState.HELD:
        return (LeafDeed.PRESENT, LeafDeed.PASS, LeafDeed.GIVE_BACK)
    holds = {ChequeState.PASSING: (LeafDeed.CALL_OFF,), ChequeState.PRESENTED: (LeafDeed.WAIT,), ChequeState.BOUNCED: (LeafDeed.GIVE_BACK,)}
    draws = {ChequeState.ISSUED: (LeafDeed.WITHDRAW,), ChequeState.BOUNCED: (LeafDeed.PAY,)}
    if me == one.member and state in draws:
        return draws[state]
    return holds.get(state, ()) if me == one.holder else ()
