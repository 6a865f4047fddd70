"""دیدن پیشخوان - where a member stands, what waits at the desk, and what is told elsewhere.   Views: views.py"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import command, query
from domain.pishkhan.account import AccountState, BankAccountId
from domain.pishkhan.bank_card import UNDER_WAY, BankCardId, BankCardState
from domain.pishkhan.base import CLERKS
from domain.pishkhan.blocking import Blocking
from domain.pishkhan.identity import IdentityId, IdentityState
from domain.pishkhan.views import AccountView, BankCardView, CounterView, Desk, IdentityView, WaitingLine

KEPT = 100  # things that «داده‌های من» tells
IDENTITY_STATUS = {IdentityState.WAITING: Status.WAITING, IdentityState.AGAIN: Status.NEEDS_YOU, IdentityState.PASSED: Status.APPROVED}
ACCOUNT_STATUS = {
    AccountState.REVIEW: Status.WAITING, AccountState.OPENING: Status.WAITING, AccountState.DEFECTIVE: Status.NEEDS_YOU, AccountState.OPEN: Status.APPROVED,
    AccountState.BLOCKED: Status.NEEDS_YOU,
}  # fmt: skip
CARD_STATUS = dict.fromkeys(UNDER_WAY, Status.WAITING) | {BankCardState.ARRIVED: Status.APPROVED}


class Reading(Blocking):
    """For the member alone; the desk sees what waits for it."""

    @query(Role.MEMBER)
    async def standing(self, actor: Actor) -> CounterView:
        me = actor.member_id
        known = await self.people.known(me)
        identity, account, card = await self.identities.latest_of(me), await self.accounts.latest_of(me), await self.cards.latest_of(me)
        return CounterView(
            await self._identity_view(identity) if identity else None,
            await self._account_view(account, actor) if account else None,
            await self._card_view(card, actor) if card else None,
            self.counter.ready,
            known is not None and known.alone,
        )

    @query(Role.MEMBER)
    async def home_of(self, actor: Actor) -> tuple[str, str]:
        """Address and postal code as they are known, each "" where it is not. Raises Refusal: `pishkhan.not_now`, `pishkhan.not_by_chat`."""
        me = await self._me(actor)
        account = await self.accounts.latest_of(me.id)
        if account is not None and account.form.address:
            return account.form.address, account.form.postal_code
        return me.address, me.postal_code

    @query(*CLERKS)
    async def waiting(self, actor: Actor) -> list[WaitingLine]:
        """At the desk, oldest first of each kind, without the own."""
        limit = self.policy.shown
        found = [(Desk.IDENTITY, int(i.id), i.number, i.member, i.moved) for i in await self.identities.waiting(limit)]
        found += [(Desk.ACCOUNT, int(a.id), a.code, a.member, a.moved) for a in await self.accounts.waiting(limit)]
        found += [(Desk.CARD, int(c.id), c.number, c.member, c.moved) for c in await self.cards.waiting(limit)]
        names = await self.people.names_of({member for *_, member, _ in found})
        return [WaitingLine(desk, id, number, names.get(member, ""), since) for desk, id, number, member, since in found if member != actor.member]

    @query(Role.SYSTEM)
    async def is_identified(self, actor: Actor, member: MemberId) -> bool:
        found = await self.identities.latest_of(member)
        return found is not None and found.state is IdentityState.PASSED

    @query(Role.SYSTEM)
    async def has_account(self, actor: Actor, member: MemberId) -> bool:
        found = await self.accounts.latest_of(member)
        return found is not None and found.state is AccountState.OPEN

    @query(Role.SYSTEM)
    async def identity_now(self, actor: Actor, identity: IdentityId) -> IdentityView | None:
        found = await self.identities.find(identity)
        return None if found is None else await self._identity_view(found)

    @query(Role.SYSTEM)
    async def account_now(self, actor: Actor, account: BankAccountId) -> AccountView | None:
        found = await self.accounts.find(account)
        return None if found is None else await self._account_view(found, actor)

    @query(Role.SYSTEM)
    async def card_now(self, actor: Actor, card: BankCardId) -> BankCardView | None:
        found = await self.cards.find(card)
        return None if found is None else await self._card_view(found, actor)

    @query(Role.SYSTEM)
    async def whose_card(self, actor: Actor, card: BankCardId) -> MemberId | None:
        """Whose card is on its way."""
        found = await self.cards.find(card)
        return found.member if found is not None and found.state is BankCardState.POSTED else None

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Of every kind, newest first. Raises `pishkhan.not_yours` for another's."""
        self._check_mine(actor, member)
        limit = self.policy.shown
        lines = [
            RequestLine(i.number, "pishkhan.request.identity", IDENTITY_STATUS.get(i.state, Status.ENDED), i.moved)
            for i in await self.identities.of_member(member, limit)
        ]
        lines += [
            RequestLine(a.code, "pishkhan.request.account", ACCOUNT_STATUS.get(a.state, Status.ENDED), a.moved) for a in await self.accounts.of_member(member, limit)
        ]
        lines += [RequestLine(c.number, "pishkhan.request.card", CARD_STATUS.get(c.state, Status.ENDED), c.moved) for c in await self.cards.of_member(member, limit)]
        return lines

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `pishkhan.not_yours` for another's."""
        self._check_mine(actor, member)
        lines = [DataLine("pishkhan.data.identity", {"at": i.asked, "state": i.state}) for i in await self.identities.of_member(member, KEPT)]
        for a in await self.accounts.of_member(member, KEPT):
            told = {"at": a.asked, "state": a.state, "address": a.form.address, "postal_code": a.form.postal_code, "job": a.form.job, "sheba": a.sheba or None}
            lines.append(DataLine("pishkhan.data.account", told))
        cards = await self.cards.of_member(member, KEPT)
        return [*lines, *(DataLine("pishkhan.data.card", {"at": c.asked, "state": c.state, "address": c.address, "tail": c.tail or None}) for c in cards)]

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """What must be over before somebody may be forgotten."""
        identity, account = await self.identities.latest_of(member), await self.accounts.latest_of(member)
        ties = ["pishkhan.tie.identity"] if identity is not None and identity.state is IdentityState.WAITING else []
        return [*ties, *(["pishkhan.tie.account"] if account is not None and account.state is AccountState.OPENING else [])]

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased."""
        self.about(f"pishkhan:member:{member}")
        await self.forgetting.forget(member)

    def _check_mine(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("pishkhan.not_yours")
