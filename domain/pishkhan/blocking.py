"""مسدود کردن - an account is blocked by its member or a poshtiban, and opened again only by showing anew who one is, and a fresh code.   Source: banking.md 11, 13.4

While it is blocked no money leaves at somebody's word; what was signed before is still paid.
"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.pishkhan import events
from domain.pishkhan.account import AccountState, BankAccount
from domain.pishkhan.base import CLERKS
from domain.pishkhan.carding import Carding
from domain.pishkhan.identity import IdentityState

TO_UNBLOCK = "pishkhan:unblock"
"""What the code before opening it again is for."""


class Blocking(Carding):
    """Blocking is one step, and nobody is asked whether they may; opening again takes two."""

    @command(Role.MEMBER)
    async def block_mine(self, actor: Actor) -> None:
        """Raises Refusal: `pishkhan.no_such_account`, `pishkhan.cannot_move`."""
        await self._block(await self._mine(actor), actor.member_id)

    @query(*CLERKS)
    async def account_behind(self, actor: Actor, code: str) -> str | None:
        """The name of the member with this code who has an open account; None for nobody, and for oneself."""
        found = await self._behind(actor, code)
        return await self._name(found.member) if found is not None else None

    @command(*CLERKS)
    async def block(self, actor: Actor, code: str, why: str) -> None:
        """By member code, with a reason that the member reads. Raises Refusal: `pishkhan.no_such_account`, `pishkhan.bad_words`, `pishkhan.cannot_move`."""
        words, found = self._check_words(why, self.policy.words), await self._behind(actor, code, lock=True)
        if found is None:
            raise Refusal("pishkhan.no_such_account")
        await self._block(found, actor.member_id, words)

    async def _behind(self, actor: Actor, code: str, *, lock: bool = False) -> BankAccount | None:
        customer = await self.people.by_code(code)
        found = await self.accounts.latest_of(customer.id, lock=lock) if customer is not None and customer.id != actor.member else None
        return found if found is not None and found.state is AccountState.OPEN else None

    async def _block(self, found: BankAccount, by: MemberId, why: str = "") -> None:
        blocked = await self.accounts.save(replace(found.to(AccountState.BLOCKED, self.unit.now), note=why))
        identity = await self.identities.latest_of(found.member, lock=True)
        if identity is not None and identity.state is IdentityState.PASSED:
            await self.identities.save(identity.to(IdentityState.OUTDATED, self.unit.now))
        self.about(blocked.about, state=blocked.state, by=by)
        self.unit.record(events.AccountBlocked(blocked.id, blocked.member, True, by, why))

    @command(Role.MEMBER)
    async def unblock(self, actor: Actor) -> None:
        """Raises Refusal: `pishkhan.not_now`, `pishkhan.not_by_chat`, `pishkhan.no_such_account`, `pishkhan.cannot_move`, `pishkhan.identity_first`,
        `pishkhan.code_first`."""
        me, found = await self._me(actor), await self._mine(actor)
        if found.state is not AccountState.BLOCKED:  # the bank opens the first time
            raise Refusal("pishkhan.cannot_move", now=found.state, to=AccountState.OPEN)
        identity = await self.identities.latest_of(me.id)
        if identity is None or identity.state is not IdentityState.PASSED:
            raise Refusal("pishkhan.identity_first")
        if not await self.steps.stepped_up(me.id, TO_UNBLOCK):
            raise Refusal("pishkhan.code_first")
        opened = await self.accounts.save(replace(found.to(AccountState.OPEN, self.unit.now), note=""))
        self.about(opened.about, state=opened.state)
        self.unit.record(events.AccountBlocked(opened.id, opened.member, False, me.id))

    @query(Role.SYSTEM)
    async def is_blocked(self, actor: Actor, member: MemberId) -> bool:
        """For money: whether somebody's account is blocked now."""
        found = await self.accounts.latest_of(member)
        return found is not None and found.state is AccountState.BLOCKED
