"""حساب - asked for by who is known, mended, taken back.   Rules: domain/pishkhan/opening.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.pishkhan import PishkhanService
from domain.pishkhan.account import AccountForm, AccountItem, AccountState
from domain.pishkhan.identity import IdentityState
from domain.pishkhan.policy import policy_on
from domain.pishkhan.views import AccountView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import address, postal_code, text


@flow("pishkhan.account", offers=Role.MEMBER, family="bank", order=26)
async def account(chat: Chat, pishkhan: PishkhanService) -> None:
    """Whoever is not known yet is sent to be known first; the way back stands in the notice of that."""
    seen = await pishkhan.standing(chat.member)
    if not seen.entitled:
        await chat.stop("pishkhan.refusal.not_by_chat")
    if not seen.ready:
        await chat.stop("pishkhan.refusal.no_bank")
    if seen.account is not None and seen.account.state not in (AccountState.REFUSED, AccountState.WITHDRAWN):
        await _there_is_one(chat, pishkhan, seen.account)
        return
    if seen.identity is None or seen.identity.state is not IdentityState.PASSED:
        await chat.say("known_first")
        await chat.start("pishkhan.identity")
    where, code = await _home(chat, pishkhan)
    job = await chat.ask("job", text(*policy_on(chat.today).job, lines=False))
    await chat.confirm("sure_to_open", address=where, postal_code=code, job=job)
    await pishkhan.ask_account(chat.member, AccountForm(where, code, job))
    await chat.say("asked")


async def _home(chat: Chat, pishkhan: PishkhanService) -> tuple[str, str]:
    """What is known is only confirmed."""
    where, code = await pishkhan.home_of(chat.member)
    if where and code and await chat.yes_no("live_there", address=where, postal_code=code):
        return where, code
    return await chat.ask("home_address", address()), await chat.ask("home_postal_code", postal_code())


async def _there_is_one(chat: Chat, pishkhan: PishkhanService, seen: AccountView) -> None:
    if seen.state in (AccountState.OPEN, AccountState.BLOCKED):
        await chat.start("pishkhan.counter")
    if seen.state is AccountState.OPENING:
        await chat.stop("bank_is_asked", code=seen.code)
    deeds = ["mend", "withdraw"] if seen.state is AccountState.DEFECTIVE else ["withdraw"]
    key = "to_be_mended" if seen.state is AccountState.DEFECTIVE else "it_waits"
    options = [Option("leave", "i_wait"), *(Option(d, f"deed_{d}") for d in deeds)]
    deed = await chat.choose("what_of_it", options, said_as=key, code=seen.code, note=seen.note, moved=seen.moved)
    if deed == "leave":
        await chat.stop("any_time")
    if deed == "mend":
        await chat.start("pishkhan.mend")
    await chat.confirm("sure_to_take_back", code=seen.code)
    await pishkhan.withdraw_account(chat.member)
    await chat.say("taken_back")


@flow("pishkhan.mend", offers=Role.MEMBER)
async def mend(chat: Chat, pishkhan: PishkhanService) -> None:
    """رفع نقص: only what a poshtiban named is asked again."""
    seen = (await pishkhan.standing(chat.member)).account
    if seen is None or seen.state is not AccountState.DEFECTIVE:
        await chat.stop("nothing_to_mend")
        return
    form = seen.form
    where, code, job = form.address, form.postal_code, form.job
    if AccountItem.ADDRESS in seen.wrong:
        where = await chat.ask("home_address", address())
    if AccountItem.POSTAL_CODE in seen.wrong:
        code = await chat.ask("home_postal_code", postal_code())
    if AccountItem.JOB in seen.wrong:
        job = await chat.ask("job", text(*policy_on(chat.today).job, lines=False))
    await chat.confirm("sure_to_mend", note=seen.note)
    await pishkhan.mend_account(chat.member, AccountForm(where, code, job))
    await chat.say("mended")
