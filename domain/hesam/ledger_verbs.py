"""فعل‌های دفتر - what other subsystems do with money, through their ports; every one of them once under its key.   Rules: ledger.py   Adapters: bot/"""

from __future__ import annotations

from datetime import datetime

from domain.hesam.base import HesamBase
from domain.hesam.model import Account, Balance, EntryId, Hold, Money, Posting, Why
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class LedgerVerbs(HesamBase):
    """Only the house itself posts: a dialog never names an account. Refusals: ledger.py `Ledger`."""

    @command(Role.SYSTEM)
    async def post(self, actor: Actor, key: str, why: Why, postings: tuple[Posting, ...], about: str) -> EntryId:
        """Raises Refusal: `hesam.not_enough`, `hesam.owed_less`, `hesam.other_under_key`."""
        done = await self.ledger.post(key, why, postings, about)
        self.about(f"hesam:entry:{done}", why=why, behind=about)
        return done

    @command(Role.SYSTEM)
    async def reverse(self, actor: Actor, key: str, entry: EntryId, about: str) -> EntryId:
        """Raises Refusal: `hesam.no_such_entry`, `hesam.reversed_already`, `hesam.not_enough`, `hesam.owed_less`, `hesam.other_under_key`."""
        done = await self.ledger.reverse(key, entry, about)
        self.about(f"hesam:entry:{done}", reverses=entry, behind=about)
        return done

    @command(Role.SYSTEM)
    async def hold(self, actor: Actor, key: str, why: Why, source: Account, target: Account, amount: Rial, about: str, until: datetime | None = None) -> Hold:
        """Raises Refusal: `hesam.not_enough`, `hesam.other_under_key`."""
        done = await self.ledger.hold(key, why, source, target, amount, about, until)
        self.about(f"hesam:hold:{done.id}", why=why, behind=about)
        return done

    @command(Role.SYSTEM)
    async def settle(self, actor: Actor, key: str) -> EntryId:
        """Raises Refusal: `hesam.no_such_hold`, `hesam.cannot_move`."""
        done = await self.ledger.settle(key)
        self.about(f"hesam:entry:{done}", key=key)
        return done

    @command(Role.SYSTEM)
    async def void(self, actor: Actor, key: str) -> None:
        """Raises Refusal: `hesam.no_such_hold`, `hesam.cannot_move`."""
        await self.ledger.void(key)
        self.about(f"hesam:hold:{key}")

    @command(Role.SYSTEM)
    async def expire(self, actor: Actor, key: str) -> bool:
        """Whether it did; raises Refusal(`hesam.no_such_hold`)."""
        self.about(f"hesam:hold:{key}")
        return await self.ledger.expire(key)

    @query(Role.SYSTEM)
    async def check_may_leave(self, actor: Actor, member: MemberId, amount: Rial) -> None:
        """For whatever a member gives away beside transfers.

        Raises Refusal: `hesam.not_now`, `hesam.account_blocked`, `hesam.too_little` (least), `hesam.not_enough` (free), `hesam.over_limit` (left).
        """
        found = await self.people.known(member)
        if found is None:
            raise Refusal("hesam.not_now")
        await self._check_may_leave(found, amount)

    @query(Role.SYSTEM)
    async def balance(self, actor: Actor, account: Account) -> Balance:
        return await self.books.balance(account)

    @query(Role.SYSTEM)
    async def accounts_of(self, actor: Actor, member: MemberId, money: Money) -> list[Balance]:
        """Every account of a member that holds this kind of money."""
        return [b for b in await self.books.balances_of(member) if b.account.money is money]

    @query(Role.SYSTEM)
    async def balance_at(self, actor: Actor, account: Account, moment: datetime) -> Rial:
        """What was on it then, out of the postings."""
        return await self.books.balance_at(account, moment)
