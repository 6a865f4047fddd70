"""درخواست کارت - asked for by who has an account; made, posted and arrived.   Moves: bank_card.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import Actor, Role
from domain.kernel.persian.identifiers import BadIdentifier, check_postal_code
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.pishkhan import events
from domain.pishkhan.account import AccountState
from domain.pishkhan.bank_card import BankCard, BankCardId, BankCardState, CardCause
from domain.pishkhan.base import CLERKS, may_decide
from domain.pishkhan.opening import ADDRESS, Opening
from domain.pishkhan.views import BankCardView

TAIL = 4  # digits
PARCEL = (6, 40)  # characters of a tracking code


class Carding(Opening):
    """No PIN, no full number and no CVV2 is ever asked for or kept."""

    @command(Role.MEMBER)
    async def ask_card(self, actor: Actor, cause: CardCause, address: str, postal_code: str) -> BankCardId:
        """Raises Refusal: `pishkhan.not_now`, `pishkhan.not_by_chat`, `pishkhan.account_first`, `pishkhan.bad_form`, `pishkhan.bad_words`, `pishkhan.card_waits`."""
        me = await self._me(actor)
        account = await self.accounts.latest_of(me.id)
        if account is None or account.state is not AccountState.OPEN:
            raise Refusal("pishkhan.account_first")
        try:
            code = check_postal_code(postal_code)
        except BadIdentifier:
            raise Refusal("pishkhan.bad_form") from None
        now = self.unit.now
        fresh = BankCard(BankCardId(0), me.id, cause, self._check_words(address, ADDRESS), code, BankCardState.ASKED, now, now)
        made = await self.cards.add_alone(fresh)
        if made is None:
            raise Refusal("pishkhan.card_waits")
        self._card_moved(made)
        return made.id

    def _card_moved(self, one: BankCard) -> None:
        self.about(one.about, state=one.state)
        arrives = self.unit.now + self.policy.arrives if one.state is BankCardState.POSTED else None
        self.unit.record(events.BankCardMoved(one.id, one.member, one.state, arrives))

    @command(Role.MEMBER)
    async def withdraw_card(self, actor: Actor) -> None:
        """Before it is made. Raises Refusal: `pishkhan.no_such_card`, `pishkhan.cannot_move`."""
        self._card_moved(await self.cards.save((await self._my_card(actor)).to(BankCardState.WITHDRAWN, self.unit.now)))

    @command(Role.MEMBER)
    async def card_arrived(self, actor: Actor) -> None:
        """Raises Refusal: `pishkhan.no_such_card`, `pishkhan.cannot_move`."""
        self._card_moved(await self.cards.save((await self._my_card(actor)).to(BankCardState.ARRIVED, self.unit.now)))

    async def _my_card(self, actor: Actor) -> BankCard:
        """Raises Refusal(`pishkhan.no_such_card`)."""
        found = await self.cards.latest_of(actor.member_id, lock=True)
        if found is None:
            raise Refusal("pishkhan.no_such_card")
        return found

    async def _card(self, card: BankCardId, *, lock: bool = False) -> BankCard:
        """Raises Refusal(`pishkhan.no_such_card`)."""
        found = await self.cards.find(card, lock=lock)
        if found is None:
            raise Refusal("pishkhan.no_such_card")
        return found

    async def _to_serve(self, actor: Actor, card: BankCardId) -> BankCard:
        """Raises Refusal(`pishkhan.no_such_card`): also of oneself."""
        found = await self._card(card, lock=True)
        if actor.member == found.member:
            raise Refusal("pishkhan.no_such_card")
        return found

    @query(*CLERKS)
    async def card_to_serve(self, actor: Actor, card: BankCardId) -> BankCardView:
        """Raises Refusal(`pishkhan.no_such_card`)."""
        return await self._card_view(await self._card(card), actor)

    @command(*CLERKS)
    async def card_made(self, actor: Actor, card: BankCardId, tail: str) -> None:
        """The bank made it. Raises Refusal: `pishkhan.no_such_card`, `pishkhan.cannot_move`, `pishkhan.bad_tail` (n)."""
        if not (len(tail) == TAIL and tail.isascii() and tail.isdigit()):
            raise Refusal("pishkhan.bad_tail", n=TAIL)
        found = await self._to_serve(actor, card)
        self._card_moved(await self.cards.save(replace(found.to(BankCardState.MADE, self.unit.now), tail=tail, parcel="")))

    @command(*CLERKS)
    async def card_posted(self, actor: Actor, card: BankCardId, parcel: str) -> None:
        """It is on its way. Raises Refusal: `pishkhan.no_such_card`, `pishkhan.cannot_move`, `pishkhan.bad_words`."""
        code = self._check_words(parcel, PARCEL)
        found = await self._to_serve(actor, card)
        self._card_moved(await self.cards.save(replace(found.to(BankCardState.POSTED, self.unit.now), parcel=code)))

    @command(*CLERKS)
    async def card_refused(self, actor: Actor, card: BankCardId, why: str) -> None:
        """The bank makes none. Raises Refusal: `pishkhan.no_such_card`, `pishkhan.cannot_move`, `pishkhan.bad_words`."""
        words = self._check_words(why, self.policy.words)
        found = await self._to_serve(actor, card)
        self._card_moved(await self.cards.save(replace(found.to(BankCardState.REFUSED, self.unit.now), why_not=words)))

    async def _card_view(self, one: BankCard, actor: Actor) -> BankCardView:
        may = one.state in (BankCardState.ASKED, BankCardState.MADE, BankCardState.POSTED) and may_decide(actor, one.member)
        return BankCardView(
            one.id, one.number, await self._name(one.member), one.cause, one.state, one.address, one.postal_code, one.tail, one.parcel, one.why_not, one.moved, may
        )  # fmt: skip
