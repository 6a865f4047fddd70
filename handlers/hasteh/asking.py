"""شناسه‌ی هسته - asked for in one calm form; what a reviewer sent back is shown with the reason.   Rules: domain/hasteh/applying.py"""

from __future__ import annotations

from domain.hasteh import HastehService
from domain.hasteh.model import STANDS, Field, HastehForm, HastehId, HastehState
from domain.hasteh.policy import policy_on
from domain.hasteh.views import Side
from domain.kernel.people import Role
from handlers.hasteh.telling import form_fields
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import address, number, postal_code, text


@flow("hasteh.ask", offers=Role.MEMBER, family="market", order=10)
async def ask(chat: Chat, hasteh: HastehService) -> None:
    """Whoever leads one already is shown it."""
    led = [h for h in await hasteh.mine(chat.member) if h.side is Side.LEADER and h.state in STANDS]
    if led:
        await chat.say("leads_one", title=led[0].form.title)
        await chat.start("hasteh.hasteh", int(led[0].id))
    form = await _form(chat, hasteh)
    await chat.confirm("sure_to_ask", **form_fields(form))
    number_of = await hasteh.ask(chat.member, form)
    await chat.say("is_asked", title=form.title)
    await chat.start("hasteh.hasteh", int(number_of))


@flow("hasteh.mend", offers=Role.MEMBER)
async def mend(chat: Chat, hasteh: HastehService) -> None:
    """The subject is the hasteh."""
    number_of = HastehId(int(chat.subject or 0))
    seen = await hasteh.hasteh(chat.member, number_of)
    if seen.side is not Side.LEADER or seen.state is not HastehState.NEEDS_EDIT:
        await chat.stop("nothing_to_mend")
    await chat.say("what_is_wrong", why=seen.why, **form_fields(seen.form))
    form = await _form(chat, hasteh)
    await chat.confirm("sure_to_mend", **form_fields(form))
    await hasteh.mend(chat.member, number_of, form)
    await chat.say("is_mended")


async def _form(chat: Chat, hasteh: HastehService) -> HastehForm:
    """An address that is known is only confirmed."""
    p = policy_on(chat.today)
    title = await chat.ask("hasteh_title", text(*p.title, lines=False))
    field = await chat.choose("field", [Option(f, f"hasteh.field.{f.value}") for f in Field], columns=2, search=True)
    product = await chat.ask("product", text(*p.product))
    years = await chat.ask("years", number(0, p.years))
    family = await chat.yes_no("family")
    where, code = await _home(chat, hasteh)
    previous = await chat.ask("previous", text(1, p.previous, lines=False), optional=True)
    return HastehForm(title, field, product, years, family, where, code, previous or "")


async def _home(chat: Chat, hasteh: HastehService) -> tuple[str, str]:
    home = await hasteh.home_of(chat.member)
    if home.address and home.postal_code and await chat.yes_no("sends_from_there", address=home.address, postal_code=home.postal_code):
        return home.address, home.postal_code
    return await chat.ask("origin_address", address()), await chat.ask("origin_postal_code", postal_code())
