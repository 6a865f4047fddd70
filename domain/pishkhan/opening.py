"""افتتاح حساب - filled in by who is known, mended where a poshtiban says so, opened by the bank.   Moves: account.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import Actor, Role
from domain.kernel.persian.identifiers import BadIdentifier, check_postal_code
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.pishkhan import events
from domain.pishkhan.account import AccountForm, AccountItem, AccountState, BankAccount, BankAccountId
from domain.pishkhan.base import CLERKS, may_decide
from domain.pishkhan.identifying import Identifying
from domain.pishkhan.identity import IdentityState
from domain.pishkhan.views import AccountView

ADDRESS = (10, 300)
"""Characters."""


class Opening(Identifying):
    """One account of a member; the bank gives its numbers."""

    @command(Role.MEMBER)
    async def ask_account(self, actor: Actor, form: AccountForm) -> BankAccountId:
        """Raises Refusal: `pishkhan.not_now`, `pishkhan.not_by_chat`, `pishkhan.no_bank`, `pishkhan.identity_first`, `pishkhan.bad_form`, `pishkhan.bad_words`,
        `pishkhan.account_already`."""
        me = await self._me(actor)
        if not self.counter.ready:
            raise Refusal("pishkhan.no_bank")
        last = await self.identities.latest_of(me.id)
        if last is None or last.state is not IdentityState.PASSED:
            raise Refusal("pishkhan.identity_first")
        now = self.unit.now
        made = await self.accounts.add_alone(BankAccount(BankAccountId(0), me.id, self._checked(form), AccountState.REVIEW, now, now))
        if made is None:
            raise Refusal("pishkhan.account_already")
        self._moved(made)
        return made.id

    def _checked(self, form: AccountForm) -> AccountForm:
        """Raises Refusal: `pishkhan.bad_form`, `pishkhan.bad_words`."""
        try:
            code = check_postal_code(form.postal_code)
        except BadIdentifier:
            raise Refusal("pishkhan.bad_form") from None
        return AccountForm(self._check_words(form.address, ADDRESS), code, self._check_words(form.job, self.policy.job))

    def _moved(self, one: BankAccount) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.AccountMoved(one.id, one.member, one.state))

    async def _mine(self, actor: Actor) -> BankAccount:
        """Raises Refusal(`pishkhan.no_such_account`)."""
        found = await self.accounts.latest_of(actor.member_id, lock=True)
        if found is None:
            raise Refusal("pishkhan.no_such_account")
        return found

    @command(Role.MEMBER)
    async def mend_account(self, actor: Actor, form: AccountForm) -> None:
        """رفع نقص: only what was named may change. Raises Refusal: `pishkhan.no_such_account`, `pishkhan.cannot_move`, `pishkhan.bad_form`, `pishkhan.bad_words`."""
        found = await self._mine(actor)
        old, new = found.form, self._checked(form)
        mended = AccountForm(*(getattr(new if item in found.wrong else old, item.value) for item in (AccountItem.ADDRESS, AccountItem.POSTAL_CODE, AccountItem.JOB)))
        self._moved(await self.accounts.save(replace(found.to(AccountState.REVIEW, self.unit.now), form=mended, wrong=(), note="")))

    @command(Role.MEMBER)
    async def withdraw_account(self, actor: Actor) -> None:
        """Before the bank is asked. Raises Refusal: `pishkhan.no_such_account`, `pishkhan.cannot_move`."""
        found = await self._mine(actor)
        self._moved(await self.accounts.save(found.to(AccountState.WITHDRAWN, self.unit.now)))

    async def _account(self, account: BankAccountId, *, lock: bool = False) -> BankAccount:
        """Raises Refusal(`pishkhan.no_such_account`)."""
        found = await self.accounts.find(account, lock=lock)
        if found is None:
            raise Refusal("pishkhan.no_such_account")
        return found

    async def _to_review(self, actor: Actor, account: BankAccountId) -> BankAccount:
        """Raises Refusal: `pishkhan.no_such_account` (also of oneself), `pishkhan.decided_already`."""
        found = await self._account(account, lock=True)
        if actor.member == found.member:
            raise Refusal("pishkhan.no_such_account")
        if found.state is not AccountState.REVIEW:
            raise Refusal("pishkhan.decided_already")
        return found

    @query(*CLERKS)
    async def account_to_review(self, actor: Actor, account: BankAccountId) -> AccountView:
        """Raises Refusal(`pishkhan.no_such_account`)."""
        return await self._account_view(await self._account(account), actor)

    @command(*CLERKS)
    async def approve_account(self, actor: Actor, account: BankAccountId) -> None:
        """The bank is asked right after. Raises Refusal: `pishkhan.no_such_account`, `pishkhan.decided_already`."""
        found = await self._to_review(actor, account)
        saved = await self.accounts.save(replace(found.to(AccountState.OPENING, self.unit.now), by=actor.member_id))
        self._moved(saved)
        self.unit.record(events.AccountDue(saved.id, self.unit.now))

    @command(*CLERKS)
    async def return_account(self, actor: Actor, account: BankAccountId, wrong: tuple[AccountItem, ...], note: str) -> None:
        """Some of it is to be mended. Raises Refusal: `pishkhan.no_such_account`, `pishkhan.decided_already`, `pishkhan.bad_words`, `pishkhan.nothing_wrong`."""
        found = await self._to_review(actor, account)
        if not wrong:
            raise Refusal("pishkhan.nothing_wrong")
        note = self._check_words(note, self.policy.words)
        self._moved(await self.accounts.save(replace(found.to(AccountState.DEFECTIVE, self.unit.now), wrong=tuple(wrong), note=note, by=actor.member_id)))

    @command(Role.SYSTEM)
    async def open_account(self, actor: Actor, account: BankAccountId) -> None:
        """One step of asking the bank, also for who froze or would leave meanwhile: it may have opened the account already. Nothing when it is not due."""
        self.about(f"pishkhan:account:{account}")
        found = await self.accounts.find(account, lock=True)
        if found is None or found.state is not AccountState.OPENING:
            return
        identifier, name = await self.people.identifier_of(found.member), await self._name(found.member)
        told = await self.counter.open(f"{found.about}:{found.tries}", found.about, identifier, name)
        if told is None:
            waits = self.policy.ask_again
            await self.accounts.save(replace(found, tries=found.tries + 1))
            self.unit.record(events.AccountDue(found.id, self.unit.now + waits[min(found.tries, len(waits) - 1)]))
        elif not told.sheba:
            self._moved(await self.accounts.save(found.to(AccountState.REFUSED, self.unit.now)))
        else:
            self._moved(await self.accounts.save(replace(found.to(AccountState.OPEN, self.unit.now), number=told.number, sheba=told.sheba)))

    async def _account_view(self, one: BankAccount, actor: Actor) -> AccountView:
        may = one.state is AccountState.REVIEW and may_decide(actor, one.member)
        trial = self.counter.ready and self.counter.trial
        return AccountView(
            one.id, one.code, await self._name(one.member), one.state, one.form, one.wrong, one.note, one.number, one.sheba, one.moved, trial, may
        )  # fmt: skip
