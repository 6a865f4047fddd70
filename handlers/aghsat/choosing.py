"""انتخاب قسط - which way to pay later, over how long, how much at once; asked inside the dialog of whatever is bought.   Rules: domain/aghsat/offering.py"""

from __future__ import annotations

from dataclasses import replace

from domain.aghsat import AghsatService
from domain.aghsat.plan import NOTHING, PlanBasis, PlanKind, PlanTerms
from domain.aghsat.policy import TOMAN, policy_on
from domain.aghsat.views import Offer, Preview
from domain.kernel.money import Rial
from domain.kernel.refusal import Refusal
from handlers.aghsat.telling import preview_fields
from handlers.kit import Chat, Option
from handlers.kit.readers import rials

ELSEWHERE = "elsewhere"


async def how_later(chat: Chat, aghsat: AghsatService, total: Rial, kinds: frozenset[PlanKind], months: int) -> PlanTerms:
    """The run ends with what would help when no way is open."""
    offers = await aghsat.offers(chat.member, total, kinds, months)
    if not offers:
        await _nothing_open(chat)
    ways = [Option(f"{o.kind.value}:{o.basis.value}", f"aghsat.way_{o.kind.value}_{o.basis.value}", {"months": o.months, "days": o.days}) for o in offers]
    picked = ways[0].value if len(ways) == 1 else await chat.choose("aghsat.which_way", ways, total=total)
    offer = next(o for o in offers if f"{o.kind.value}:{o.basis.value}" == picked)
    terms = await (_days(chat, offer) if offer.kind is PlanKind.DEFERRED else _months(chat, offer))
    return replace(terms, advance=await _advance(chat, aghsat, total, terms))


async def _nothing_open(chat: Chat) -> None:
    """Three ways to open one: Merat, a hami, an own average."""
    way = await chat.choose("aghsat.no_way_open", [Option(w, f"aghsat.open_{w}") for w in ("merat", "hami", "plans", ELSEWHERE)])
    if way == "merat":
        await chat.start("merat.mine")
    if way == "hami":
        await chat.start("hami.ask")
    if way == "plans":
        await chat.start("aghsat.mine")
    await chat.stop("aghsat.any_time")


async def _months(chat: Chat, offer: Offer) -> PlanTerms:
    fit = [m for m in policy_on(chat.today).months if m <= offer.months]
    months = await chat.choose("aghsat.how_many_months", [Option(m, "aghsat.months_option", {"n": m}) for m in fit], columns=2)
    breath = await chat.choose("aghsat.first_part_when", [Option(b, "aghsat.breath_option" if b else "aghsat.breath_none", {"n": b}) for b in range(offer.breath + 1)])
    return PlanTerms(offer.kind, offer.basis, months=months, breath=breath)


async def _days(chat: Chat, offer: Offer) -> PlanTerms:
    fit = [d for d in policy_on(chat.today).days if d <= offer.days]
    days = await chat.choose("aghsat.how_many_days", [Option(d, "aghsat.days_option", {"n": d}) for d in fit], columns=2)
    return PlanTerms(offer.kind, offer.basis, days=days)


async def _advance(chat: Chat, aghsat: AghsatService, total: Rial, terms: PlanTerms) -> Rial:
    """None of it, where that is allowed, by «رد شدن»; where no advance would do, a shorter time is asked for."""
    try:
        least, most = await aghsat.advance_between(chat.member, total, terms)
    except Refusal as no:
        if no.code != "aghsat.out_of_reach":
            raise
        if terms.kind is PlanKind.DEFERRED:
            await chat.again("aghsat.how_many_days", no)
        await chat.again("aghsat.how_many_months", no)
        return NOTHING  # not reached: the question is asked again
    if least:
        return await chat.ask("aghsat.least_advance", rials(least, most), least=least, most=most)
    if not most:
        return NOTHING
    told: Rial | None = await chat.ask("aghsat.advance", rials(TOMAN, most), optional=True, most=most)
    return told or NOTHING


async def write_preview(chat: Chat, made: Preview) -> None:
    """What it would be, before the yes."""
    told = preview_fields(made)
    if made.terms.kind is PlanKind.DEFERRED:
        await chat.write("aghsat.preview_deferred", **told)
    else:
        await chat.write("aghsat.preview_instalments", **told)
    if made.cost:
        await chat.write("aghsat.preview_cost", **told)
    if made.terms.basis in (PlanBasis.POINTS, PlanBasis.HAMI):
        await chat.write("aghsat.preview_credit", **told)
    if made.now:
        await chat.write("aghsat.preview_now", **told)
