"""گشودن سات - one calm form, the contract read and signed with a code, and what the check found wrong.   Rules: domain/sat/opening.py"""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from domain.sat import SatService
from domain.sat.base import to_sign
from domain.sat.model import Method, SatForm, SatId, SatState
from domain.sat.policy import policy_on
from domain.sat.views import Opening, SatView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import address, clock_time, photo, postal_code, sheba, text
from handlers.membership.stepping_up import step_up
from handlers.sat.telling import sat_fields

ABOUT_NAME = ("sat.bad_words", "sat.name_letters", "sat.name_word", "sat.name_taken")


@flow("sat.open", offers=Role.MEMBER, family="market", order=20, own=("step_code", "sure_to_sign"))
async def open_one(chat: Chat, sat: SatService, membership: MembershipService) -> None:
    """Whoever has one is shown it; whoever has no hasteh is led there first."""
    if await sat.mine(chat.member) is not None:
        await chat.start("sat.mine")
    try:
        before = await sat.before_opening(chat.member)
    except Refusal as no:
        if no.code != "sat.hasteh_first":
            raise
        await _hasteh_first(chat)
        return
    form = await _form(chat, sat, before)
    await _contract(chat, before, form.name)
    await chat.confirm("sure_to_sign", name=form.name)
    await step_up(chat, membership, to_sign(before.contract))
    try:
        await sat.open(chat.member, form)
    except Refusal as no:
        if no.code not in ABOUT_NAME:
            raise
        await chat.again("sat_name", no)
        return
    made = await sat.mine(chat.member)
    await chat.say("is_opened", code=made.code if made else "", name=form.name)


async def _hasteh_first(chat: Chat) -> None:
    deed = await chat.choose("hasteh_first", [Option("ask", "ask_for_hasteh"), Option("leave", "later")])
    if deed == "ask":
        await chat.start("hasteh.ask")
    await chat.stop("sat.any_time")


async def _form(chat: Chat, sat: SatService, before: Opening, of: SatView | None = None) -> SatForm:
    """An address that is known is only confirmed; the name is looked at before anything else is asked."""
    p, home = policy_on(chat.today), before.workshop
    name = await chat.ask("sat_name", text(*p.name, lines=False))
    if of is None or name != of.form.name:
        try:
            await sat.check_name(chat.member, name)
        except Refusal as no:
            await chat.again("sat_name", no)
    about = await chat.ask("sat_about", text(*p.about))
    opens = await chat.ask("opens", clock_time())
    closes = await chat.ask("closes", clock_time())
    if closes <= opens:
        await chat.again("closes", "sat.refusal.bad_hours")
    if await chat.yes_no("sends_from_there", address=home.address, postal_code=home.postal_code):
        where, code = home.address, home.postal_code
    else:
        where, code = await chat.ask("origin_address", address()), await chat.ask("origin_postal_code", postal_code())
    logo = await chat.ask("logo", photo(), optional=True)
    account = await chat.ask("own_sheba", sheba())
    methods = await chat.choose_many("methods", [Option(m, f"sat.method.{m.value}") for m in Method])
    return SatForm(name, about, where, code, _plain(opens), _plain(closes), account, tuple(methods), logo.ref if logo is not None else "")


def _plain(told: time) -> time:
    return time(told.hour, told.minute)


async def _contract(chat: Chat, before: Opening, name: str) -> None:
    """Every page of it, as a document to keep and here."""
    share = before.commission
    told: dict[str, Any] = {"booth": name, "commission": Decimal(share.numerator * 100) / share.denominator, "version": before.contract}
    await chat.write("sat.contract_1_goods", **told)
    await chat.write("sat.contract_1_orders", **told)
    await chat.write("sat.contract_1_money", **told)
    await chat.write("sat.contract_1_returns", **told)
    await chat.write("sat.contract_1_end", **told)
    await chat.hand("sat.read_contract", name="sat.contract_name", **told)
    await chat.say("sat.contract_short", **told)


@flow("sat.sign", offers=Role.MEMBER, own=("step_code", "sure_to_sign"), drafts=False)
async def sign(chat: Chat, sat: SatService, membership: MembershipService) -> None:
    """A newer contract."""
    seen = await sat.mine(chat.member)
    if seen is None or not seen.resign:
        await chat.stop("sat.nothing_to_sign")
        return
    before = await sat.before_opening(chat.member)
    await _contract(chat, before, seen.form.name)
    await chat.confirm("sure_to_sign", name=seen.form.name)
    await step_up(chat, membership, to_sign(before.contract))
    await sat.sign_again(chat.member, seen.id)
    await chat.say("is_signed", name=seen.form.name)


@flow("sat.mend", offers=Role.MEMBER)
async def mend(chat: Chat, sat: SatService) -> None:
    """What the check, or somebody of the bazaar, found wrong; the subject is the sat."""
    seen = await sat.sat(chat.member, SatId(int(chat.subject or 0)))
    if not seen.mine or seen.state is not SatState.NEEDS_EDIT:
        await chat.stop("sat.nothing_to_mend")
    told = sat_fields(seen)
    if seen.flaw is not None:
        await chat.say("what_the_check_found", **told)
    else:
        await chat.say("what_is_wrong", **told)
    form = await _form(chat, sat, await sat.before_opening(chat.member), seen)
    await chat.confirm("sure_to_mend", name=form.name)
    await sat.mend(chat.member, seen.id, form)
    await chat.say("is_mended")
