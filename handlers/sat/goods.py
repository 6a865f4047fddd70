"""کالاهای من - photo first, then four more messages; afterwards price, stock, words and photos one at a time.   Rules: domain/sat/stocking.py"""

from __future__ import annotations

from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.sat import SatService
from domain.sat.policy import policy_on
from domain.sat.product import ProductForm, ProductId, ProductState
from domain.sat.sections import CATEGORY_OF, SECTIONS, Category, Section
from domain.sat.views import ProductView
from handlers.kit import Chat, Media, Option, flow
from handlers.kit.readers import number, photo, rials, text
from handlers.sat.reading import stock_and_sending
from handlers.sat.telling import form_fields, product_fields

SHOWN = (ProductState.LIVE, ProductState.HIDDEN)


@flow("sat.add", offers=Role.MEMBER, family="market", order=22)
async def add(chat: Chat, sat: SatService) -> None:
    """Five messages: the photo, the section, the name (and what there is to say), the price, stock and sending."""
    home = await sat.mine(chat.member)
    if home is None:
        await chat.start("sat.open")
        return
    if home.resign:
        await chat.start("sat.sign")
    form, price, stock = await _form(chat, await sat.sections_used(chat.member, home.id))
    await chat.confirm("sure_to_add", name=home.form.name, **form_fields(form))
    try:
        made = await sat.add(chat.member, home.id, form, price, stock)
    except Refusal as no:
        if no.code != "sat.forbidden":
            raise
        await chat.again("product_title", no)
        return
    await chat.say("is_added", **product_fields(await sat.product(chat.member, made)))


async def _form(chat: Chat, used: list[Section]) -> tuple[ProductForm, Rial, int]:
    p = policy_on(chat.today)
    shot = await chat.ask("main_photo", photo())
    section = await _section(chat, used)
    title, about = await _words(chat)
    price = await chat.ask("price", rials(p.least, p.most))
    weighs = CATEGORY_OF[section] is not Category.SERVICES
    reader = stock_and_sending(weighs=weighs, days=p.prep_days, most=p.stock, heaviest=p.weight)
    kept = await chat.ask("stock_and_sending", reader, said_as="stock_and_sending" if weighs else "capacity_and_days")
    return ProductForm(section, title, about, kept.days, kept.grams, (_ref(shot),)), price, kept.stock


async def _section(chat: Chat, used: list[Section]) -> Section:
    """All of them in one list, those of earlier goods first; found by writing a part of their name."""
    every = dict.fromkeys([*used, *(s for sections in SECTIONS.values() for s in sections)])
    options = [Option(s, "section_line", {"section": s, "category": CATEGORY_OF[s]}) for s in every]
    return await chat.choose("which_section", options, search=True)


async def _words(chat: Chat) -> tuple[str, str]:
    p = policy_on(chat.today)
    title, about = _parted(await chat.ask("product_title", text(p.title[0], p.title[1] + p.told[1])))
    if len(title) > p.title[1]:
        await chat.again("product_title", "sat.title_too_long", most=p.title[1])
    return title, about


def _parted(told: str) -> tuple[str, str]:
    """The first line names it, what follows tells of it."""
    first, _, rest = told.partition("\n")
    return first.strip(), rest.strip()


def _ref(media: Media) -> str:
    return media.ref


@flow("sat.goods", offers=Role.MEMBER, family="market", order=23, drafts=False)
async def goods(chat: Chat, sat: SatService) -> None:
    """Everything I sell, newest first."""
    home = await sat.mine(chat.member)
    if home is None:
        await chat.start("sat.open")
        return
    options = [Option(int(p.id), "product_line", product_fields(p)) for p in await sat.my_goods(chat.member, home.id)]
    picked = await chat.choose("which_product", options, search=True)
    await chat.start("sat.product", picked)


@flow("sat.product", offers=Role.MEMBER, drafts=False)
async def product(chat: Chat, sat: SatService) -> None:
    """The subject is the product."""
    seen = await _mine(chat, sat)
    told = product_fields(seen)
    if seen.why:
        await chat.write("sat.reason_line", **told)
    if seen.wanted is not None:
        await chat.write("wanted_line", **form_fields(seen.wanted))
    await chat.write(f"goods_{seen.state.value}", **told)
    await chat.say("product_now", **told)
    deed = await chat.choose("deed_of_product", [*(Option(d, f"do_{d}") for d in _deeds(seen)), Option("leave_it", "all_for_now")])
    if deed == "leave_it":
        await chat.stop("sat.any_time")
    if deed in ("price", "count", "reword", "photo", "mend_product"):
        await chat.start(f"sat.{deed}", int(seen.id))
    if deed == "show":
        await sat.show(chat.member, seen.id)
    else:
        await chat.confirm("sure", said_as=f"sure_{deed}", **told)
        await (sat.hide if deed == "hide" else sat.delete)(chat.member, seen.id)
    await chat.say("done")


def _deeds(seen: ProductView) -> list[str]:
    """What makes sense now; at most six."""
    by_state = {
        ProductState.LIVE: ["count", "price", "reword", "photo", "hide", "delete"], ProductState.HIDDEN: ["show", "count", "price", "reword", "delete"],
        ProductState.NEEDS_EDIT: ["mend_product", "delete"], ProductState.CHECKING: ["delete"], ProductState.REVIEW: ["count", "price", "delete"],
    }  # fmt: skip
    return by_state.get(seen.state, [])


async def _mine(chat: Chat, sat: SatService) -> ProductView:
    seen = await sat.product(chat.member, ProductId(int(chat.subject or 0)))
    if not seen.mine:
        await chat.stop("sat.refusal.no_such_product")
    return seen


@flow("sat.price", offers=Role.MEMBER)
async def price(chat: Chat, sat: SatService) -> None:
    """The subject is the product."""
    seen, p = await _mine(chat, sat), policy_on(chat.today)
    amount = await chat.ask("price", rials(p.least, p.most), said_as="new_price", **product_fields(seen))
    await chat.confirm("sure_of_price", new=amount, **product_fields(seen))
    await sat.price_it(chat.member, seen.id, amount)
    await chat.say("price_is", **product_fields(await sat.product(chat.member, seen.id)))


@flow("sat.count", offers=Role.MEMBER, drafts=False)
async def count(chat: Chat, sat: SatService) -> None:
    """How many there are to sell; one number, nothing to confirm. The subject is the product."""
    seen, p = await _mine(chat, sat), policy_on(chat.today)
    stock = await chat.ask("new_stock", number(0, p.stock), **product_fields(seen))
    await sat.count_it(chat.member, seen.id, stock)
    await chat.say("stock_is", **product_fields(await sat.product(chat.member, seen.id)))


@flow("sat.reword", offers=Role.MEMBER)
async def reword(chat: Chat, sat: SatService) -> None:
    """Other words; the old ones stand until somebody has looked, where that is the rule. The subject is the product."""
    seen = await _mine(chat, sat)
    if seen.state not in SHOWN:
        await chat.stop("sat.refusal.not_shown")
    title, about = await _words(chat)
    await chat.confirm("sure_to_reword", title=title)
    try:
        at_once = await sat.reword(chat.member, seen.id, title, about)
    except Refusal as no:
        if no.code != "sat.forbidden":
            raise
        await chat.again("product_title", no)
        return
    if at_once:
        await chat.say("is_reworded", title=title)
    else:
        await chat.say("will_be_looked_at", title=title)


@flow("sat.photo", offers=Role.MEMBER, drafts=False)
async def one_more_photo(chat: Chat, sat: SatService) -> None:
    """The subject is the product."""
    seen = await _mine(chat, sat)
    if seen.state not in SHOWN:
        await chat.stop("sat.refusal.not_shown")
    shot = await chat.ask("another_photo", photo(), **product_fields(seen))
    await sat.add_photo(chat.member, seen.id, _ref(shot))
    await chat.say("photo_came")


@flow("sat.mend_product", offers=Role.MEMBER)
async def mend_product(chat: Chat, sat: SatService) -> None:
    """What was sent back, photo first as ever. The subject is the product."""
    seen = await _mine(chat, sat)
    if seen.state is not ProductState.NEEDS_EDIT:
        await chat.stop("sat.nothing_to_mend")
    told = product_fields(seen)
    if seen.why:
        await chat.say("what_is_wrong", **told)
    else:
        await chat.say("photo_was_none", **told)
    form, amount, stock = await _form(chat, [seen.form.section])
    await chat.confirm("sure_to_mend", **form_fields(form))
    await sat.mend_product(chat.member, seen.id, form)
    await sat.price_it(chat.member, seen.id, amount)
    await sat.count_it(chat.member, seen.id, stock)
    await chat.say("is_mended")
