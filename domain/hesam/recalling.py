"""برگرداندن - a transfer that went to the wrong one: both are asked, and what they disagree about is held.   Moves: transfer.py   Source: reference-systems 6"""

from __future__ import annotations

from datetime import datetime

from domain.hesam import events
from domain.hesam.base import JUDGES, HesamBase
from domain.hesam.model import Posting, Why, own
from domain.hesam.transfer import Transfer, TransferId, TransferState
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


class Recalling(HesamBase):
    """Nobody takes money out of another's account alone: the recipient agrees, or the house decides."""

    @command(Role.MEMBER)
    async def ask_back(self, actor: Actor, transfer: TransferId, why: str) -> datetime:
        """The sender says it was a mistake; what the recipient still has of it is held. Returns until when the recipient may answer.

        Raises Refusal: `hesam.no_such_transfer`, `hesam.reason_length`, `hesam.too_late_to_recall`, `hesam.recalled_too_often`, `hesam.cannot_move`.
        """
        one = await self._of(transfer, actor.member_id, "sender")
        self._check_words(why)
        if self.unit.now > one.sent + self.policy.recall:
            raise Refusal("hesam.too_late_to_recall", hours=int(self.policy.recall.total_seconds() // 3600))
        if one.asked >= self.policy.recalls:
            raise Refusal("hesam.recalled_too_often")
        asked = one.to(TransferState.ASKED_BACK, self.unit.now, why=why.strip(), answer="", asked=one.asked + 1)
        free = (await self.books.balance(own(one.recipient))).free
        held = Rial(max(0, min(one.amount, free)))
        if held:
            await self.ledger.hold(asked.back_key, Why.SENT_BACK, own(one.recipient), own(one.sender), held, one.about)
        saved = await self.transfers.save(asked.holding(held))
        self.about(one.about, held=held)
        until = self.unit.now + self.policy.answer
        self.unit.record(events.AskedBack(one.id, one.sender, one.recipient, until, saved.version))
        return until

    @command(Role.MEMBER)
    async def let_be(self, actor: Actor, transfer: TransferId) -> None:
        """The sender does not ask any more. Raises Refusal: `hesam.no_such_transfer`, `hesam.cannot_move`."""
        one = await self._of(transfer, actor.member_id, "sender")
        saved = one.to(TransferState.SENT, self.unit.now)
        await self._free(one)
        await self.transfers.save(saved.holding(Rial(0)))
        self.about(one.about)
        self.unit.record(events.NotAskedAnyMore(one.id, one.recipient))

    @command(Role.MEMBER)
    async def give_back(self, actor: Actor, transfer: TransferId) -> None:
        """The recipient gives all of it back, asked or not. Raises Refusal: `hesam.no_such_transfer`, `hesam.not_enough` (free), `hesam.cannot_move`."""
        one = await self._of(transfer, actor.member_id, "recipient")
        if one.state is TransferState.DISPUTED:
            raise Refusal("hesam.cannot_move", now=one.state, to=TransferState.RETURNED)
        over = one.to(TransferState.RETURNED, self.unit.now, returned=one.amount)
        await self._free(one)
        await self._back(one, one.amount)
        await self._end(over)

    @command(Role.MEMBER)
    async def keep(self, actor: Actor, transfer: TransferId, answer: str) -> None:
        """The recipient says that it is theirs. Raises Refusal: `hesam.no_such_transfer`, `hesam.reason_length`, `hesam.cannot_move`."""
        one = await self._of(transfer, actor.member_id, "recipient")
        self._check_words(answer)
        await self._dispute(one, answer.strip())

    @command(Role.SYSTEM)
    async def unanswered(self, actor: Actor, transfer: TransferId, version: int) -> None:
        """The recipient said nothing in time; a clock of another version does nothing."""
        self.about(f"hesam:transfer:{transfer}")
        one = await self.transfers.find(transfer, lock=True)
        if one is not None and one.version == version and one.state is TransferState.ASKED_BACK:
            await self._dispute(one, "")

    @command(*JUDGES)
    async def decide(self, actor: Actor, transfer: TransferId, back: bool, ruling: str) -> Rial:
        """Somebody of the house decides; never in their own affair. Back goes what is held, and of the rest what the recipient has. Returns the rials that went back.

        Raises Refusal: `hesam.no_such_transfer`, `hesam.own_affair`, `hesam.reason_length`, `hesam.cannot_move`.
        """
        one = await self.transfers.find(transfer, lock=True)
        if one is None:
            raise Refusal("hesam.no_such_transfer")
        if actor.member in (one.sender, one.recipient):
            raise Refusal("hesam.own_affair")
        self._check_words(ruling)
        to = TransferState.RETURNED if back else TransferState.KEPT
        if one.state is not TransferState.DISPUTED:
            raise Refusal("hesam.cannot_move", now=one.state, to=to)
        over = one.to(to, self.unit.now, ruling=ruling.strip(), decided_by=actor.member)
        await self._free(one)
        went = Rial(0)
        if back:
            went = Rial(max(0, min(one.amount, (await self.books.balance(own(one.recipient))).free)))
            if went:
                await self._back(one, went)
        await self._end(over.gave_back(went), by_house=True)
        return went

    async def _dispute(self, one: Transfer, answer: str) -> None:
        await self.transfers.save(one.to(TransferState.DISPUTED, self.unit.now, answer=answer))
        self.about(one.about)
        self.unit.record(events.Disputed(one.id, one.sender, one.recipient, bool(answer)))

    async def _free(self, one: Transfer) -> None:
        if one.held:
            await self.ledger.void(one.back_key)

    async def _back(self, one: Transfer, amount: Rial) -> None:
        await self.ledger.post(f"{one.key}:back", Why.SENT_BACK, [Posting(own(one.recipient), own(one.sender), amount)], one.about)

    async def _end(self, over: Transfer, *, by_house: bool = False) -> None:
        await self.transfers.save(over.holding(Rial(0)))
        self.about(over.about, to=over.state, returned=over.returned)
        self.unit.record(events.TransferOver(over.id, over.sender, over.recipient, over.state is TransferState.RETURNED, by_house))

    async def _of(self, transfer: TransferId, member: MemberId, side: str) -> Transfer:
        """Raises Refusal(`hesam.no_such_transfer`): absent and not yours answer alike."""
        one = await self.transfers.find(transfer, lock=True)
        if one is None or getattr(one, side) != member:
            raise Refusal("hesam.no_such_transfer")
        return one

    def _check_words(self, words: str) -> None:
        least, most = self.policy.reason
        if not least <= len(words.strip()) <= most:
            raise Refusal("hesam.reason_length", least=least, most=most)
